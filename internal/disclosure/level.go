package disclosure

import (
	"slices"

	"kebang/internal/vocab"
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

// Levels are the levels in words, from the most open on.
var Levels = vocab.List{
	{Code: "public", Zh: "公开", En: "Public"},
	{Code: "members", Zh: "登录成员可见", En: "Members"},
	{Code: "protected", Zh: "对接双方可见", En: "Parties of a deal"},
	{Code: "private", Zh: "仅本单位和主管部门", En: "Owner and bureau"},
}

var levelNames = Levels.Codes()

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
