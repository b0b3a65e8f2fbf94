package store

import (
	"encoding/base64"
	"strconv"
	"strings"

	"kebang/internal/fault"
)

// badCursor is the error for a text that is no cursor of its list.
var badCursor = fault.Of(fault.Malformed, fault.T("cursor",
	"翻页标记无效，或不属于当前的筛选和排序，请从第一页重新打开列表。",
	"The cursor is wrong or belongs to another filter or order; open the list again from its first page."))

const farthest = 1_000_000 // most rows that an offset may skip

// OffsetCursor is the opaque cursor of a list made by a search. Such a list has no key to continue from, only a number
// of rows to skip.
func OffsetCursor(offset int) string {
	return base64.RawURLEncoding.EncodeToString([]byte("o" + strconv.Itoa(offset)))
}

// Offset reads a cursor made by OffsetCursor; 0 without one, fault.Malformed for any other text.
func Offset(cursor string) (int, error) {
	if cursor == "" {
		return 0, nil
	}
	b, err := base64.RawURLEncoding.DecodeString(cursor)
	digits, ours := strings.CutPrefix(string(b), "o")
	offset, failed := strconv.Atoi(digits)
	if err != nil || !ours || failed != nil || offset < 0 || offset > farthest {
		return 0, badCursor
	}
	return offset, nil
}
