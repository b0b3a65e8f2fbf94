// Package settings keeps what an administrator decides for the whole installation, over all its markets.
package settings
