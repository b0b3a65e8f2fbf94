package kernel

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/labstack/echo/v4"

	"kebang/internal/fault"
	"kebang/internal/vocab"
)

// Problem is the body of every error (RFC 9457). Detail has the remedy, in English when Accept-Language asks for it,
// else in Chinese.
type Problem struct {
	Type   string        `json:"type" doc:"always about:blank; code tells problems apart"`
	Title  string        `json:"title" doc:"class of the problem"`
	Status int           `json:"status"`
	Detail string        `json:"detail" doc:"what happened and what to do, in the language asked for"`
	Code   string        `json:"code" doc:"stable name of the problem"`
	Errors []fault.Field `json:"errors,omitempty" doc:"places in the request body, by RFC 6901 pointer"`

	said  fault.Spoken // Detail in each language
	retry int          // seconds for Retry-After; 0 without one
}

// pauseHint is Retry-After of a 503, in seconds: engines come back within about that time.
const pauseHint = 5

// later is a refusal that ends by itself after some seconds.
type later struct {
	error
	seconds int
}

func (l later) Unwrap() error { return l.error }

func (p *Problem) Error() string { return p.Code + ": " + p.Detail }

// GetStatus makes Problem a huma.StatusError.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType makes Huma answer with the media type of problem details.
func (p *Problem) ContentType(string) string { return "application/problem+json" }

// The only table from kinds of faults to statuses.
var statuses = map[fault.Kind]int{
	fault.Internal: 500, fault.Malformed: 400, fault.Invalid: 422, fault.Unauthenticated: 401, fault.Forbidden: 403,
	fault.NotFound: 404, fault.Conflict: 409, fault.Stale: 412, fault.WrongState: 409, fault.TooLarge: 413,
	fault.TooMany: 429, fault.Unavailable: 503,
}

type class struct {
	title vocab.Term
	text  fault.Text
}

func classed(zh, en, code, sentence, english string) class {
	return class{vocab.Noun(zh, en), fault.T(code, sentence, english)}
}

// The name of each status, and the sentence for statuses without a rule of ours.
var classes = map[int]class{
	400: classed("请求无法读取", "Not readable", "malformed",
		"请求内容无法读取，请检查格式后重试。", "The request cannot be read; check its form."),
	401: classed("未登录", "Not signed in", "unauthenticated", "请先登录。", "Please sign in first."),
	403: classed("无权操作", "Not allowed", "forbidden", "您没有执行这项操作的权限。", "You may not do this."),
	404: {vocab.Noun("没有找到", "Not found"), fault.NotThere},
	405: classed("方法不支持", "No such method", "method-not-allowed",
		"该地址不支持这种操作。", "This address does not know the operation."),
	406: classed("格式不支持", "No such form", "not-acceptable",
		"无法以请求的格式返回内容，请使用 application/json。", "The wanted form is not there; use application/json."),
	408: classed("请求超时", "Too slow", "timeout",
		"上传太慢，请求已超时，请重试。", "The upload was too slow; please retry."),
	409: classed("存在冲突", "Conflict", "conflict",
		"与现有记录冲突，请刷新后重试。", "It clashes with a record; reload and retry."),
	412: classed("记录已变更", "Changed meanwhile", "stale",
		"这条记录刚被他人修改过，请刷新后核对再保存。", "Somebody has just changed this record; reload, compare, then save."),
	413: classed("内容过大", "Too large", "too-large",
		"上传的内容超过允许的大小，请缩小后重试。", "The upload is too large; make it smaller."),
	415: classed("类型不支持", "No such type", "unsupported-media-type",
		"请求内容的类型不受支持，请使用 application/json。", "This type of content is not taken; use application/json."),
	422: classed("内容有误", "Wrong content", "invalid",
		"填写的内容有误，请按提示修改。", "Something is wrong; see the fields."),
	428: classed("缺少版本号", "Revision missing", "if-match-missing",
		"修改前请先读取最新内容（请求缺少 If-Match 版本号），请刷新页面后重试。",
		"Read the newest content first (If-Match is missing); reload and retry."),
	429: classed("请求过于频繁", "Too many requests", "too-many",
		"操作过于频繁，请稍后再试。", "Too many requests; please try again later."),
	500: classed("系统故障", "Failure", "internal",
		"系统出现故障，已记录，请稍后重试；如反复出现请联系管理员。",
		"Something broke and was logged; retry later, and tell the administrator if it comes again."),
	503: classed("暂不可用", "Unavailable", "unavailable",
		"服务暂不可用，请稍后重试。", "The service is away; please retry later."),
}

// NewProblem makes a problem with the sentence of its status.
func NewProblem(status int) *Problem {
	return problem(status, classOf(status).text.With())
}

// ProblemWith makes a problem of a status with a sentence of its own.
func ProblemWith(status int, t fault.Text, args ...any) *Problem {
	return problem(status, t.With(args...))
}

func classOf(status int) class {
	if c, ok := classes[status]; ok {
		return c
	}
	if status >= 400 && status < 500 {
		return classes[400]
	}
	return classes[500]
}

func problem(status int, said fault.Said, fields ...fault.Field) *Problem {
	p := &Problem{Type: "about:blank", Title: classOf(status).title.Zh, Status: status, Detail: said.In(vocab.Zh),
		Code:   said.Code,
		Errors: fields, said: said}
	if status == http.StatusServiceUnavailable {
		p.retry = pauseHint
	}
	return p
}

// In is the problem in a language.
func (p *Problem) In(l vocab.Lang) *Problem {
	if l != vocab.En {
		return p
	}
	out := *p
	out.Title, out.Errors = classOf(p.Status).title.In(l), slices.Clone(p.Errors)
	if p.said != nil {
		out.Detail = p.said.In(l)
	}
	for i, f := range out.Errors {
		out.Errors[i].Msg = f.In(l)
	}
	return &out
}

// languageOf is the language of a request: English when Accept-Language begins with it, else Chinese.
func languageOf(accept string) vocab.Lang {
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(accept)), "en") {
		return vocab.En
	}
	return vocab.Zh
}

// GetHeaders gives Huma the headers of the answer.
func (p *Problem) GetHeaders() http.Header {
	if p.retry == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.retry)}}
}

// ProblemOf gives any error its problem. Internal says that the cause must be logged and nothing of it shown.
func ProblemOf(err error) (p *Problem, internal bool) {
	p, internal = worded(err)
	var l later
	if errors.As(err, &l) {
		p.retry = l.seconds
	}
	return p, internal
}

func worded(err error) (p *Problem, internal bool) {
	if errors.As(err, &p) {
		return p, p.Status >= 500
	}
	var f *fault.Error
	if errors.As(err, &f) {
		if f.Kind == fault.Internal {
			return NewProblem(500), true
		}
		status := statuses[f.Kind]
		p := NewProblem(status)
		p.Code, p.Errors = f.Code, f.Fields
		// A hidden and a nonexistent record read alike, also in words.
		if f.Msg != "" && (f.Kind != fault.NotFound || f.Code != "not-found") {
			p.Detail, p.said = f.Msg, f
		}
		return p, status >= 500
	}
	var h *echo.HTTPError
	if errors.As(err, &h) {
		return NewProblem(h.Code), h.Code >= 500
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return NewProblem(413), false
	}
	if errors.Is(err, os.ErrDeadlineExceeded) { // of the connection: the body came too slowly
		return NewProblem(408), false
	}
	return NewProblem(500), true
}

var once sync.Once

// useChinese sets the package variables of Huma once: the error constructor, the words of its shape checks, no null for
// lists.
func useChinese() {
	once.Do(func() {
		huma.DefaultArrayNullable = false // see filled
		huma.NewError = humaError
		huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
			e := humaError(status, msg, errs...)
			p, ok := e.(*Problem)
			if !ok {
				return e
			}
			for name, values := range p.GetHeaders() { // Huma reads headers only from results of handlers
				ctx.SetHeader(name, values[0])
			}
			return p.In(languageOf(ctx.Header("Accept-Language")))
		}
		validation.MsgUnexpectedProperty = both("没有这个字段，请删除或改正名称。", "There is no such field; remove or rename it.")
		validation.MsgExpectedBoolean = both("应为 true 或 false。", "Must be true or false.")
		validation.MsgExpectedNumber = both("应为数字。", "Must be a number.")
		validation.MsgExpectedInteger = both("应为整数。", "Must be a whole number.")
		validation.MsgExpectedString = both("应为文字。", "Must be text.")
		validation.MsgExpectedArray = both("应为列表。", "Must be a list.")
		validation.MsgExpectedObject = both("应为对象。", "Must be an object.")
		validation.MsgExpectedBase64String = both("应为 base64 编码的文字。", "Must be base64.")
		validation.MsgExpectedArrayItemsUnique = both("列表中有重复的内容，请删除。", "The list holds something twice.")
		validation.MsgExpectedOneOf = both("只能取以下之一：%s。", "One of: %s.")
		validation.MsgExpectedMinimumNumber = both("不能小于%v。", "At least %v.")
		validation.MsgExpectedExclusiveMinimumNumber = both("应大于%v。", "Must be above %v.")
		validation.MsgExpectedMaximumNumber = both("不能大于%v。", "At most %v.")
		validation.MsgExpectedExclusiveMaximumNumber = both("应小于%v。", "Must be below %v.")
		validation.MsgExpectedNumberBeMultipleOf = both("应为%v的倍数。", "Must be a multiple of %v.")
		validation.MsgExpectedMinLength = both("至少%d个字。", "At least %d characters.")
		validation.MsgExpectedMaxLength = both("最多%d个字，请缩短。", "At most %d characters; please shorten.")
		validation.MsgExpectedBePattern = both("写法应为：%s。", "To be written: %s.")
		validation.MsgExpectedMatchPattern = both("写法应符合：%s。", "To be written as %s.")
		validation.MsgExpectedMinItems = both("至少%d项。", "At least %d entries.")
		validation.MsgExpectedMaxItems = both("最多%d项，请减少。", "At most %d entries.")
		validation.MsgExpectedRequiredProperty = both("缺少必填项“%s”。", "“%s” is missing.")
		validation.MsgExpectedRFC3339Date = both("日期写法应为 2025-03-01。", "Write dates as 2025-03-01.")
		validation.MsgExpectedRFC3339DateTime = both("时间写法应为 2025-03-01T08:00:00+08:00。",
			"Write times as 2025-03-01T08:00:00+08:00.")
	})
}

// both joins the formats of a sentence in both languages, because Huma keeps one format for each rule and fills it in
// once. The argument, if any, is numbered, because it occurs in each half.
func both(zh, en string) string {
	return numbered.ReplaceAllString(zh, "%[1]$1") + apart + numbered.ReplaceAllString(en, "%[1]$1")
}

// apart separates the halves; no sentence holds this character.
const apart = "\x1f"

var numbered = regexp.MustCompile(`%([sdv])`)

var (
	missingField = regexp.MustCompile(`^缺少必填项“([^”]+)”`)
	indexes      = regexp.MustCompile(`\[(\d+)\]`)
)

// humaError converts the findings of Huma to our form.
func humaError(status int, msg string, errs ...error) huma.StatusError {
	var bad fault.Fields
	for _, e := range errs {
		if e == nil {
			continue
		}
		var d huma.ErrorDetailer
		if !errors.As(e, &d) {
			if p, internal := ProblemOf(e); !internal {
				return p
			}
			continue
		}
		det := d.ErrorDetail()
		if strings.Contains(det.Message, "request body too large") {
			return NewProblem(413)
		}
		// net/http keeps a file there while it is read.
		if strings.Contains(det.Message, filepath.Join(os.TempDir(), "multipart-")) {
			return ProblemWith(503, fault.T("no-room-for-uploads",
				"服务器暂时存不下上传的文件，文件没有收到。请稍后重试；管理员请检查临时目录（TMPDIR）的空间和权限。",
				"The server has no room for the upload; the file was not received. Retry later; the administrator "+
					"checks "+
					"space and rights of the temporary folder (TMPDIR)."))
		}
		if strings.Contains(det.Message, os.ErrDeadlineExceeded.Error()) { // a form that came too slowly; see Paced
			return NewProblem(408)
		}
		where, name, _ := strings.Cut(det.Location, ".")
		at := pointer(where, name)
		if m := missingField.FindStringSubmatch(det.Message); m != nil {
			at += "/" + m[1]
		}
		switch zh, en, worded := strings.Cut(det.Message, apart); {
		case worded:
			bad.Note(at, fault.T("shape", "%s", "%s"), vocab.Noun(zh, en))
		case where == "query" || where == "path" || where == "header":
			bad.Note(at, fault.T("parameter", "参数“%s”的写法有误。", "The parameter “%s” is malformed."), name)
		default:
			bad.Note(at, fault.T("unreadable", "内容无法读取，请检查格式。", "The content cannot be read; check its form."))
		}
	}
	if strings.Contains(msg, "too large") {
		status = 413
	}
	said := classOf(status).text.With()
	if status == 422 && len(bad) > 0 {
		if name := strings.TrimPrefix(bad[0].Pointer, "/"); name != "" {
			said = fault.T(said.Code, "内容有误（%s）：%s", "Wrong content (%s): %s").With(name, bad[0])
		}
	}
	return problem(status, said, bad...)
}

// pointer makes an RFC 6901 pointer into the body from Huma's location words. Parameters get their name.
func pointer(where, path string) string {
	path = indexes.ReplaceAllString(path, ".$1")
	if path == "" {
		return ""
	}
	parts := strings.Split(path, ".")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(p, "~", "~0"), "/", "~1")
	}
	if where != "body" {
		return "/" + where + "/" + strings.Join(parts, "/")
	}
	return "/" + strings.Join(parts, "/")
}
