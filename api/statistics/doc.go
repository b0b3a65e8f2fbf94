// Package statistics has the routes of figures, the contracts behind them, and targets.
package statistics
