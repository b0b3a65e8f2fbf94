// Command bench compares the matcher with search engines on the same work in the same run. The work is long demands
// against 100,000 achievements grown from real texts. It is a module of its own, so that the other engines never enter
// the program. Run it with make bench; it prints a Markdown table of times and ratios.
package main
