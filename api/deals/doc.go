// Package deals has the routes of 对接 and of 居间记录. The matcher and contracts come as interfaces.
package deals
