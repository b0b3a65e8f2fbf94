package disclosure

import (
	"slices"
)

// Level is the level at which a part of a record may be read. A higher level is more closed.
type Level int

// The disclosure levels. Index, corpus and reasons use public and members fields only.
const (
	Public    Level = iota // everybody
	Members                // everybody signed in to the market
	Protected              // parties of a deal, the owner, the market's officers
	Private                // the owner and the market's officers
)

var levelNames = []string{"public", "members", "protected", "private"}

// String is the level's word.
func (l Level) String() string { return levelNames[l] }

// MarshalText writes the level's word.
func (l Level) MarshalText() ([]byte, error) { return []byte(levelNames[l]), nil }

// UnmarshalText reads the level's word; an unknown one is read as private, the careful side.
func (l *Level) UnmarshalText(b []byte) error {
	*l = Private
	if i := slices.Index(levelNames, string(b)); i >= 0 {
		*l = Level(i)
	}
	return nil
}
