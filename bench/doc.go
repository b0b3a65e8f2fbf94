// Command bench compares the matcher with a search engine on the same work in the same run: long demands against
// 100,000 achievements grown from real texts. It is a module of its own, so that the engines it compares with never
// enter the program. Run it with make bench; it prints a Markdown table of times and ratios.
package main
