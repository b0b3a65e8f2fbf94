package requests

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"

	"kebang/api/kernel"
	"kebang/internal/fault"
	"kebang/internal/store"
	"kebang/internal/vocab"
)

// Lives in milliseconds: a kept answer a day, an unfinished one (the process died) a minute.
const (
	replyLife   = 24 * 3600 * 1000
	pendingLife = 60 * 1000
)

// reply is the kept answer to a POST with an Idempotency-Key.
type reply struct {
	store.Meta
	Request string      `json:"request"` // hash of route and body
	Done    bool        `json:"done"`
	Status  int         `json:"status"`
	Header  http.Header `json:"header"`
	Body    []byte      `json:"body"`
	At      int64       `json:"at"` // UTC ms
}

var replies = store.Define(store.Def[reply]{
	Name: "replies", Shape: 2, Oldest: 2, Noun: vocab.Noun("请求", "request"),
	Meta:    func(r *reply) *store.Meta { return &r.Meta },
	Fields:  []store.FieldSpec{{Name: "at", Type: store.Int}},
	Values:  func(r *reply) store.Values { return store.Values{"at": r.At} },
	Indexes: [][]string{{"at"}},
})

// storedReplies keeps answers in store.National under the hash of their key.
type storedReplies struct {
	db  store.Engine
	now func() time.Time
}

func (s storedReplies) Claim(ctx context.Context, key, request string) (*kernel.Answer, kernel.Settle, error) {
	mine := reply{Meta: store.Meta{Market: store.National, ID: hashed(key)}, Request: request, At: s.now().UnixMilli()}
	var kept *kernel.Answer
	err := s.db.Run(ctx, func(tx store.Tx) error {
		kept = nil
		old, err := replies.Get(tx, store.National, mine.ID)
		if fault.Is(err, fault.NotFound) {
			return replies.Insert(tx, &mine)
		}
		if err != nil {
			return err
		}
		switch {
		// the clock may have been set back
		case mine.At-old.At > replyLife || !old.Done && max(mine.At-old.At, old.At-mine.At) > pendingLife:
			mine.Rev = old.Rev
			return replies.Update(tx, &mine)
		case old.Request != mine.Request:
			return fault.Of(fault.Invalid, fault.T("idempotency-key-reused",
				"同一个 Idempotency-Key 已用于另一项请求，请换用新的值。",
				"This Idempotency-Key was used for another request; take a new one."))
		case !old.Done:
			return fault.Of(fault.Conflict, fault.T("request-running",
				"同一请求正在处理，请稍后查看结果。",
				"The same request is being worked on; look again in a moment."))
		}
		kept = &kernel.Answer{Status: old.Status, Header: old.Header, Body: old.Body}
		return nil
	})
	return kept, func(ctx context.Context, a *kernel.Answer) error { return s.settle(ctx, mine, a) }, err
}

// settle keeps an answer, or forgets the request without one.
func (s storedReplies) settle(ctx context.Context, mine reply, a *kernel.Answer) error {
	return s.db.Run(ctx, func(tx store.Tx) error {
		m := mine
		if a == nil {
			return replies.Delete(tx, &m)
		}
		m.Done, m.Status, m.Header, m.Body = true, a.Status, a.Header, a.Body
		return replies.Update(tx, &m)
	})
}

// hashed is the stored form of keys, because they may hold accounts and addresses.
func hashed(key string) string {
	h := sha256.Sum256([]byte(key))
	return hex.EncodeToString(h[:])
}
