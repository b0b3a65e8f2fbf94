// Package settings keeps the settings of the whole installation, over all its markets. An administrator sets them.
package settings
