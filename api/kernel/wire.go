package kernel

import (
	"io"
	"mime"
	"net/url"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Media types of downloads.
const (
	XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	PDF  = "application/pdf"
)

// ListQuery are the parameters of a list that can be searched.
type ListQuery struct {
	Q string `query:"q" maxLength:"200" doc:"words to search"`
	PageQuery
}

// PageQuery are the parameters every list has.
type PageQuery struct {
	Sort   string `query:"sort" maxLength:"40" doc:"field to sort by; - in front for descending"`
	Cursor string `query:"cursor" maxLength:"2000" doc:"next of the page before"`
	Limit  int    `query:"limit" minimum:"1" maximum:"100" default:"20" doc:"entries of a page"`
}

const unknownSort = "unknown-sort" // the code of the store for its lists

// Only refuses any sort except the single order of a list.
func (q PageQuery) Only(sort string, order vocab.Term) error {
	if q.Sort == "" || q.Sort == sort {
		return nil
	}
	return fault.Of(fault.Malformed, fault.T(unknownSort,
		"不能按“%s”排序：这里%s，可以不填，或填 %s。",
		"This list is not sorted by “%s” but %s; leave it out or write %s."), q.Sort, order, sort)
}

// Page is one page of a list.
type Page[T any] struct {
	Items []T    `json:"items"`
	Next  string `json:"next" doc:"cursor of the next page; empty when there is none"`
	Total int64  `json:"total" doc:"entries of all pages"`
}

// List answers with a page.
type List[T any] struct{ Body Page[T] }

// NewList makes a page.
func NewList[T any, N int | int64](items []T, next string, total N) *List[T] {
	return &List[T]{Page[T]{Items: items, Next: next, Total: int64(total)}}
}

// NewItems is a complete list.
func NewItems[T any](items []T) *List[T] { return NewList(items, "", len(items)) }

// Out answers with a body.
type Out[T any] struct{ Body T }

// NewOut wraps a body.
func NewOut[T any](v T) *Out[T] { return &Out[T]{v} }

// Tagged answers with a record and its revision as ETag.
type Tagged[T any] struct {
	ETag string `header:"ETag"`
	Body T
}

// Tag wraps a record.
func Tag[T any](rev int64, v T) *Tagged[T] {
	return &Tagged[T]{ETag: `"` + strconv.FormatInt(rev, 10) + `"`, Body: v}
}

// Head is the beginning of every record.
type Head struct {
	ID     string `json:"id"`
	Market string `json:"market" doc:"id of the market that it belongs to"`
	Rev    int64  `json:"rev" doc:"revision; the ETag is made of it"`
}

// ContactView is a contact of a listing.
type ContactView struct {
	Name     string `json:"name,omitempty"`
	Phone    string `json:"phone,omitempty" doc:"mobile"`
	Email    string `json:"email,omitempty"`
	Office   string `json:"office,omitempty" doc:"office line"`
	WeChat   string `json:"wechat,omitempty"`
	BestTime string `json:"bestTime,omitempty" doc:"when to call, in words"`
}

// Empty answers 204.
type Empty struct{}

// IfMatch is the revision that the caller saw. Huma treats it as optional; Rev refuses its absence.
type IfMatch struct {
	IfMatchValue string `header:"If-Match" doc:"ETag as it was read; 428 without it"`
}

// Rev is the revision in the header: 428 for a missing header, 400 for a foreign one.
func (m IfMatch) Rev() (int64, error) {
	v := strings.TrimSpace(m.IfMatchValue)
	if v == "" {
		return 0, NewProblem(428)
	}
	n, err := strconv.ParseInt(strings.Trim(strings.TrimPrefix(v, "W/"), `"`), 10, 64)
	if err != nil || n < 1 {
		return 0, ProblemWith(400, fault.T("if-match-form", "If-Match 版本号无效，请刷新页面后重试。",
			"If-Match is no revision; reload and retry."))
	}
	return n, nil
}

// RecordIn names a record by its id in the path.
type RecordIn struct {
	ID string `path:"id" maxLength:"40"`
}

// RevisionIn names a record and the revision of it that the caller saw.
type RevisionIn struct {
	RecordIn
	IfMatch
}

// Download answers with a file to save. Everything that can fail must happen before, because write only writes.
func Download(name, mediaType string, write func(io.Writer) error) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		ctx.SetHeader("Content-Type", mediaType)
		ctx.SetHeader("Content-Disposition", disposition("attachment", name))
		ctx.SetHeader("Cache-Control", "private, no-store")
		if err := write(ctx.BodyWriter()); err != nil {
			// The status is sent already. Only an aborted connection can say that the file is incomplete.
			panic(abort{err})
		}
	}}
}

type abort struct{ err error }

// disposition names a file in ASCII for old clients and in UTF-8 (RFC 6266) for all others.
func disposition(kind, name string) string {
	ascii := strings.Map(func(r rune) rune {
		if r > 126 || r < 32 || strings.ContainsRune(`"\/%;`, r) {
			return '_'
		}
		return r
	}, name)
	return mime.FormatMediaType(kind, map[string]string{"filename": ascii}) + "; filename*=UTF-8''" +
		url.PathEscape(name)
}

// NotNil turns a missing list into an empty one, so that the answer has [] instead of null.
func NotNil[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}
