// Package calendar gives each market its workdays: those of the program, and the years that its administrator entered.
package calendar
