package template

import "strings"

// nouns announce a name: what follows "user" or "host" is more often a value
// than a word of the statement.
var nouns = words(`user account group host hostname server client node address interface port domain file directory
	dir path disk volume device partition block service process program application app module class package container
	image instance task job thread session database table queue topic key id name`)

// functionWords hold a sentence together: where they differ, the statements do.
var functionWords = words(`a an the is are was were be been has have had do does did will would can could may might must
	shall should not no nor and or but if then else when while until unless because as of to in into on onto at by for
	from with without within over under after before between about against during through than that this these those it its
	he she they we you all any each every some none only just also too very more most less least up down out off again yet
	still already now here there successfully failed succeeded failure success error ok`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
