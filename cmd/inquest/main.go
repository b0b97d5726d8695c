// Command inquest reads logs and writes a root-cause report in which every
// sentence points to the lines that prove it.
package main

func main() {}
