// Package deals has the routes of 对接 and of 居间记录. What it needs of the matcher and of contracts comes as interfaces.
package deals
