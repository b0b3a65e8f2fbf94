package kernel

import (
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/validation"
	"github.com/labstack/echo/v4"

	"kebang/internal/fault"
)

// Problem is the body of every error (RFC 9457). Detail is a Chinese sentence that says what to do.
type Problem struct {
	Type   string        `json:"type" doc:"always about:blank; code tells problems apart"`
	Title  string        `json:"title" doc:"class of the problem, Chinese"`
	Status int           `json:"status"`
	Detail string        `json:"detail" doc:"what happened and what to do, Chinese"`
	Code   string        `json:"code" doc:"stable name of the problem"`
	Errors []fault.Field `json:"errors,omitempty" doc:"places in the request body, by RFC 6901 pointer"`

	retry int // seconds for Retry-After; 0 without one
}

// pauseHint is what Retry-After says with a 503, in seconds: engines come back within about that time.
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

type class struct{ title, code, detail string }

// What each status is called, and the sentence for those that no rule of ours has worded.
var classes = map[int]class{
	400: {"请求无法读取", "malformed", "请求内容无法读取，请检查格式后重试。"},
	401: {"未登录", "unauthenticated", "请先登录。"},
	403: {"无权操作", "forbidden", "您没有执行这项操作的权限。"},
	404: {"没有找到", "not-found", "没有找到请求的内容，可能已被删除，或您无权查看。"},
	405: {"方法不支持", "method-not-allowed", "该地址不支持这种操作。"},
	406: {"格式不支持", "not-acceptable", "无法以请求的格式返回内容，请使用 application/json。"},
	408: {"请求超时", "timeout", "上传太慢，请求已超时，请重试。"},
	409: {"存在冲突", "conflict", "与现有记录冲突，请刷新后重试。"},
	412: {"记录已变更", "stale", "这条记录刚被他人修改过，请刷新后核对再保存。"},
	413: {"内容过大", "too-large", "上传的内容超过允许的大小，请缩小后重试。"},
	415: {"类型不支持", "unsupported-media-type", "请求内容的类型不受支持，请使用 application/json。"},
	422: {"内容有误", "invalid", "填写的内容有误，请按提示修改。"},
	428: {"缺少版本号", "if-match-missing", "修改前请先读取最新内容（请求缺少 If-Match 版本号），请刷新页面后重试。"},
	429: {"请求过于频繁", "too-many", "操作过于频繁，请稍后再试。"},
	500: {"系统故障", "internal", "系统出现故障，已记录，请稍后重试；如反复出现请联系管理员。"},
	503: {"暂不可用", "unavailable", "服务暂不可用，请稍后重试。"},
}

// NewProblem makes a problem of a status; an empty code or detail takes the one of the status.
func NewProblem(status int, code, detail string, fields ...fault.Field) *Problem {
	c, ok := classes[status]
	if !ok {
		c = classes[500]
		if status >= 400 && status < 500 {
			c = classes[400]
		}
	}
	if code == "" {
		code = c.code
	}
	if detail == "" {
		detail = c.detail
	}
	p := &Problem{Type: "about:blank", Title: c.title, Status: status, Detail: detail, Code: code, Errors: fields}
	if status == http.StatusServiceUnavailable {
		p.retry = pauseHint
	}
	return p
}

// GetHeaders gives Huma the headers of the answer.
func (p *Problem) GetHeaders() http.Header {
	if p.retry == 0 {
		return nil
	}
	return http.Header{"Retry-After": {strconv.Itoa(p.retry)}}
}

// ProblemOf gives any error its problem. Internal is whether the cause has to be logged: nothing of it is shown.
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
		status := statuses[f.Kind]
		if f.Kind == fault.Internal {
			return NewProblem(500, "", ""), true
		}
		msg := f.Msg
		if f.Kind == fault.NotFound && f.Code == "not-found" { // what is hidden and what never was read alike, also in words
			msg = ""
		}
		return NewProblem(status, f.Code, msg, f.Fields...), status >= 500
	}
	var h *echo.HTTPError
	if errors.As(err, &h) {
		return NewProblem(h.Code, "", ""), h.Code >= 500
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return NewProblem(413, "", ""), false
	}
	if errors.Is(err, os.ErrDeadlineExceeded) { // of the connection: the body came too slowly
		return NewProblem(408, "", ""), false
	}
	return NewProblem(500, "", ""), true
}

var once sync.Once

// useChinese sets Huma's package variables once: the error constructor and the words of its shape checks.
func useChinese() {
	once.Do(func() {
		huma.NewError = humaError
		huma.NewErrorWithContext = func(ctx huma.Context, status int, msg string, errs ...error) huma.StatusError {
			e := humaError(status, msg, errs...)
			if p, ok := e.(*Problem); ok { // Huma asks for headers only of what handlers return
				for name, values := range p.GetHeaders() {
					ctx.SetHeader(name, values[0])
				}
			}
			return e
		}
		validation.MsgUnexpectedProperty = "没有这个字段，请删除或改正名称。"
		validation.MsgExpectedBoolean = "应为 true 或 false。"
		validation.MsgExpectedNumber = "应为数字。"
		validation.MsgExpectedInteger = "应为整数。"
		validation.MsgExpectedString = "应为文字。"
		validation.MsgExpectedArray = "应为列表。"
		validation.MsgExpectedObject = "应为对象。"
		validation.MsgExpectedBase64String = "应为 base64 编码的文字。"
		validation.MsgExpectedArrayItemsUnique = "列表中有重复的内容，请删除。"
		validation.MsgExpectedOneOf = "只能取以下之一：%s。"
		validation.MsgExpectedMinimumNumber = "不能小于%v。"
		validation.MsgExpectedExclusiveMinimumNumber = "应大于%v。"
		validation.MsgExpectedMaximumNumber = "不能大于%v。"
		validation.MsgExpectedExclusiveMaximumNumber = "应小于%v。"
		validation.MsgExpectedNumberBeMultipleOf = "应为%v的倍数。"
		validation.MsgExpectedMinLength = "至少%d个字。"
		validation.MsgExpectedMaxLength = "最多%d个字，请缩短。"
		validation.MsgExpectedBePattern = "写法应为：%s。"
		validation.MsgExpectedMatchPattern = "写法应符合：%s。"
		validation.MsgExpectedMinItems = "至少%d项。"
		validation.MsgExpectedMaxItems = "最多%d项，请减少。"
		validation.MsgExpectedRequiredProperty = "缺少必填项“%s”。"
		validation.MsgExpectedRFC3339Date = "日期写法应为 2025-03-01。"
		validation.MsgExpectedRFC3339DateTime = "时间写法应为 2025-03-01T08:00:00+08:00。"
	})
}

var (
	missingField = regexp.MustCompile(`^缺少必填项“(.+)”。$`)
	indexes      = regexp.MustCompile(`\[(\d+)\]`)
	han          = regexp.MustCompile(`\p{Han}`)
)

// humaError brings what Huma found into the one form.
func humaError(status int, msg string, errs ...error) huma.StatusError {
	var fields []fault.Field
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
			return NewProblem(413, "", "")
		}
		// net/http keeps a file there while it is read.
		if strings.Contains(det.Message, filepath.Join(os.TempDir(), "multipart-")) {
			return NewProblem(503, "no-room-for-uploads", "服务器暂时存不下上传的文件，文件没有收到。请稍后重试；管理员请检查临时目录（TMPDIR）的空间和权限。")
		}
		if strings.Contains(det.Message, os.ErrDeadlineExceeded.Error()) { // a form that came too slowly; see Paced
			return NewProblem(408, "", "")
		}
		where, name, _ := strings.Cut(det.Location, ".")
		f := fault.Field{Pointer: pointer(where, name), Msg: det.Message}
		if m := missingField.FindStringSubmatch(f.Msg); m != nil {
			f.Pointer += "/" + m[1]
		}
		if !han.MatchString(f.Msg) {
			f.Msg = "内容无法读取，请检查格式。"
			if where == "query" || where == "path" || where == "header" {
				f.Msg = "参数“" + name + "”的写法有误。"
			}
		}
		fields = append(fields, f)
	}
	if strings.Contains(msg, "too large") {
		status = 413
	}
	detail := ""
	if status == 422 && len(fields) > 0 {
		detail = classes[422].detail
		if name := strings.TrimPrefix(fields[0].Pointer, "/"); name != "" {
			detail = "内容有误（" + name + "）：" + fields[0].Msg
		}
	}
	return NewProblem(status, "", detail, fields...)
}

// pointer makes an RFC 6901 pointer into the body of Huma's location words; parameters get their name.
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
