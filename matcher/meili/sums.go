package meili

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/meilisearch/meilisearch-go"

	"kebang/internal/fault"
	"kebang/matcher"
)

// listed gives the documents of a kind by key, after the given id, inside a filter if there is one. It is no search: a
// comparison with the records needs every document. The server cuts a slow search short without saying so.
func (x *Index) listed(ctx context.Context, kind matcher.Kind, after, where string, limit int,
	fields ...string) (meilisearch.Hits, error) {
	if limit <= 0 || !known(kind) {
		return nil, ctx.Err()
	}
	q := &meilisearch.DocumentsQuery{Sort: []string{"key:asc"}, Limit: int64(limit),
		Fields: append([]string{"key"}, fields...)}
	var filters []string
	if after != "" {
		filters = append(filters, "key > "+quote(keyOf(after)))
	}
	if where != "" {
		filters = append(filters, where)
	}
	if len(filters) > 0 {
		q.Filter = strings.Join(filters, " AND ")
	}
	long, cancel := context.WithTimeout(ctx, pageLimit)
	defer cancel()
	hits, err := x.documents(long, x.uid(kind), q)
	if err != nil {
		return nil, err
	}
	return hits, ctx.Err()
}

// Revisions lists what is there.
func (x *Index) Revisions(ctx context.Context, kind matcher.Kind, after string, limit int) ([]matcher.Ref, error) {
	hits, err := x.listed(ctx, kind, after, "", limit, "rev")
	out := make([]matcher.Ref, len(hits))
	for i, h := range hits {
		out[i].ID = idOf(field(h, "key"))
		if err := json.Unmarshal(h["rev"], &out[i].Revision); err != nil {
			return nil, fault.Cause(err, fault.Internal, fault.T("meili-search-answer",
				"检索服务的回答无法读懂。",
				"The search engine’s answer cannot be read."))
		}
	}
	return out, err
}

// Sums lists the fingerprints of what is there. It is the beginning of a comparison with the records, so a missing
// index is made, and is empty.
func (x *Index) Sums(ctx context.Context, kind matcher.Kind, after string, limit int) ([]matcher.Sum, error) {
	if after == "" && known(kind) {
		if _, err := x.prepare(ctx, kind); err != nil {
			return nil, err
		}
		x.mu.Lock()
		x.trouble = nil
		x.mu.Unlock()
	}
	hits, err := x.listed(ctx, kind, after, "", limit, "sum")
	out := make([]matcher.Sum, len(hits))
	for i, h := range hits {
		sum, _ := strconv.ParseUint(field(h, "sum"), 16, 64) // anything else differs from every document
		out[i] = matcher.Sum{ID: idOf(field(h, "key")), Sum: sum}
	}
	return out, err
}

// Others lists what another program analysed; nothing where this one keeps no forms.
func (x *Index) Others(ctx context.Context, kind matcher.Kind, after string, limit int) ([]string, error) {
	if x.forms.off() {
		return nil, ctx.Err()
	}
	hits, err := x.listed(ctx, kind, after, "by != "+quote(x.forms.by()), limit)
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = idOf(field(h, "key"))
	}
	return ids, err
}

// Ping asks whether the server answers, takes our key and has our indexes as we made them.
func (x *Index) Ping(ctx context.Context) error {
	var queries []*meilisearch.SearchRequest
	for _, kind := range kinds {
		queries = append(queries, &meilisearch.SearchRequest{IndexUID: x.uid(kind), Limit: 1,
			AttributesToRetrieve: []string{"key"}, Filter: "trusted = true", Sort: newest})
	}
	if _, err := x.ask(ctx, queries); err != nil {
		return err
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.trouble
}

// Status tells how the engine is.
func (x *Index) Status(ctx context.Context) matcher.Status {
	out := matcher.Status{Engine: "Meilisearch", Documents: map[matcher.Kind]int{}}
	ctx, cancel := reading(ctx)
	defer cancel()
	if err := x.status(ctx, &out); err != nil {
		if out.Problem = fault.SaidOf(x.fail(ctx, err)); out.Problem.IsZero() {
			out.Problem = fault.SaidOf(unavailable(err))
		}
	}
	return out
}

func (x *Index) status(ctx context.Context, out *matcher.Status) error {
	if v, err := x.api.VersionWithContext(ctx); err == nil {
		out.Engine += " " + v.PkgVersion
	} else if fault.Is(x.fail(ctx, err), fault.Unavailable) && !keyRefused(err) {
		return err
	}
	var uids []string
	kindOf := map[string]matcher.Kind{}
	for _, kind := range kinds {
		uids, kindOf[x.uid(kind)] = append(uids, x.uid(kind)), kind
		s, err := x.api.Index(x.uid(kind)).GetStatsWithContext(ctx, nil)
		if err != nil {
			return err
		}
		out.Documents[kind] = int(s.NumberOfDocuments)
	}
	waiting, err := x.api.GetTasksWithContext(ctx,
		&meilisearch.TasksQuery{IndexUIDS: uids, Limit: 1,
			Statuses: []meilisearch.TaskStatus{meilisearch.TaskStatusEnqueued, meilisearch.TaskStatusProcessing}})
	if err != nil {
		return err
	}
	out.Waiting = int(waiting.Total)
	failed, err := x.api.GetTasksWithContext(ctx,
		&meilisearch.TasksQuery{IndexUIDS: uids, Limit: 10,
			Statuses: []meilisearch.TaskStatus{meilisearch.TaskStatusFailed}})
	if err != nil {
		return err
	}
	for _, t := range failed.Results {
		// two made or deleted an index at once
		if t.Error.Code != "index_already_exists" && t.Error.Code != missingIndex {
			out.FailedTasks = append(out.FailedTasks,
				matcher.FailedTask{Kind: kindOf[t.IndexUID], Index: t.IndexUID, Type: string(t.Type),
					Error: t.Error.Message, At: t.FinishedAt.UnixMilli()})
		}
	}
	return nil
}
