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
	still already now here there`)

// states are verbs and states in their short forms: two that differ in one place
// are two events (server add, server remove), not two values.
var states = words(`successfully failed succeeded failure success error warning ok create delete add remove show list set unset get
	put post start stop restart pause resume open close read write update insert select drop connect disconnect attach detach
	mount unmount enable disable accept reject refuse allow deny succeed fail pass send receive load save retry abort cancel
	commit rollback begin end lock unlock acquire release allocate free bind join leave login logout ready busy online offline
	active inactive idle alive dead healthy unhealthy full empty valid invalid true false yes new old on off lost found`)

// outcomes say how something ended. They stay apart even where a value may stand
// (state='FAILURE', result=ok): the one that appears is what is looked for.
var outcomes = words(`failed failure fail error errored success succeeded successful aborted cancelled canceled timeout killed
	crashed fatal critical unreachable refused denied rejected expired lost degraded unhealthy healthy`)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}
