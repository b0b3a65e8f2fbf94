package meili

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
)

const (
	missingIndex = "index_not_found"
	missingTask  = "task_not_found"
)

// bare are the codes of an index without our settings. The server lost its data, and a write made the index again.
var bare = []string{missingIndex, "invalid_search_filter", "invalid_search_sort", "invalid_search_facets",
	"invalid_document_filter", "invalid_document_sort"}

// full are the codes of a server without room for a write.
var full = []string{"no_space_left_on_device", "database_size_limit_reached"}

// noRoomIn reports whether the server says that it has no room. On a full disk it may call incoming documents malformed
// or name any other disk error. Then only the message reveals the cause.
func noRoomIn(code, message string) bool {
	return slices.Contains(full, code) || strings.Contains(strings.ToLower(message), "no space left on device")
}

// fail turns an error of the client into a fault. An error of the caller's own context stays unchanged.
func (x *Index) fail(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	var e *meilisearch.Error
	if !errors.As(err, &e) {
		return unavailable(err)
	}
	switch e.ErrCode {
	case meilisearch.MeilisearchApiError, meilisearch.MeilisearchApiErrorWithoutMessage:
	case meilisearch.ErrCodeMarshalRequest, meilisearch.ErrCodeResponseUnmarshalBody:
		return fault.Cause(errors.New(e.Function+": unreadable answer"), fault.Internal, fault.T("search-answer",
			"检索服务的回答无法读懂，请检查 KEBANG_MEILI_URL 是否指向 Meilisearch。",
			"The search engine’s answer cannot be read; does KEBANG_MEILI_URL point to Meilisearch?"))
	default:
		return unavailable(err)
	}
	switch {
	case keyRefused(err):
		return fault.Cause(err, fault.Unavailable, fault.T("search-key",
			"检索服务拒绝了密钥：请管理员检查 KEBANG_MEILI_KEY 及其权限（见 docs/decisions/0009）。",
			"The search engine refused the key: the administrator checks KEBANG_MEILI_KEY and its rights "+
				"(docs/decisions/0009)."))
	case slices.Contains(bare, e.MeilisearchApiError.Code):
		return x.lose(missing(err))
	case noRoomIn(e.MeilisearchApiError.Code, e.MeilisearchApiError.Message):
		return x.suffer(noRoom(err))
	case e.MeilisearchApiError.Code == missingTask: // the server lost its data since, and the write with them
		return unavailable(err)
	case e.StatusCode >= 500, e.StatusCode == http.StatusTooManyRequests, e.StatusCode == http.StatusRequestTimeout:
		return unavailable(err)
	}
	return fault.Cause(err, fault.Internal, fault.T("search-request",
		"检索服务不接受这个请求。",
		"The search engine does not accept this request."))
}

func missing(err error) error {
	return fault.Cause(err, fault.Unavailable, fault.T("search-index-missing",
		"检索库不存在或已被清空，正在等待重建；管理员也可运行 kebang check 修复。",
		"The index is missing or was emptied and waits to be rebuilt; kebang check repairs it too."))
}

func unavailable(err error) error {
	return fault.Cause(err, fault.Unavailable, fault.T("search-unavailable",
		"检索服务暂时连不上，请稍后再试；其他功能不受影响。",
		"The search engine cannot be reached just now; everything else works."))
}

// noRoom is a fault that does not blame the write: it is repeated until there is room.
func noRoom(err error) error {
	return fault.Cause(err, fault.Unavailable, fault.T("search-disk-full",
		"检索服务（Meilisearch）的磁盘空间已满，新内容暂时搜不到：请管理员清理或扩大它的磁盘，之后会自动补上，不必重启。",
		"The disk of the search engine (Meilisearch) is full, so new content is not found yet: the administrator "+
			"makes room there; the rest follows by itself, without a restart."))
}

// keyRefused reports whether the key does not allow the request.
func keyRefused(err error) bool {
	var e *meilisearch.Error
	return errors.As(err, &e) && (e.StatusCode == http.StatusUnauthorized || e.StatusCode == http.StatusForbidden)
}

// absent reports whether the server says that there is no such index.
func absent(err error) bool { return hasCode(err, missingIndex) }

func hasCode(err error, code string) bool {
	var e *meilisearch.Error
	return errors.As(err, &e) && e.MeilisearchApiError.Code == code
}
