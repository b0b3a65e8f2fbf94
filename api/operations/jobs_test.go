package operations

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kebang/internal/vocab"
	"kebang/matcher"
)

// The administrator reads the reason of a refused write as long as the metric counts it. The engine itself remembers it
// for weeks, and an old one must not look recent.
func TestRefusedWritesAreShownForAWhile(t *testing.T) {
	now := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC).UnixMilli()
	at := func(ago time.Duration) int64 { return now - ago.Milliseconds() }
	status := matcher.Status{Engine: "Meilisearch 1.50.0",
		Documents: map[matcher.Kind]int{matcher.Demand: 3, matcher.Achievement: 4}, Waiting: 2,
		FailedTasks: []matcher.FailedTask{
			{Kind: matcher.Achievement, Index: "k_achievement_4", Type: "documentAdditionOrUpdate",
				Error: "no space left on device", At: at(time.Minute)},
			{Kind: matcher.Demand, Index: "k_demand_4", Type: "settingsUpdate", Error: "bad settings",
				At: at(matcher.Lately - time.Millisecond)},
			{Kind: matcher.Demand, Index: "k_demand_4", Type: "documentDeletion", Error: "long ago",
				At: at(matcher.Lately)},
		}}
	want := IndexView{Engine: "Meilisearch 1.50.0", Demands: 3, Achievements: 4, Waiting: 2,
		Refused: []RefusedWriteView{
			{"achievement", "documentAdditionOrUpdate", "no space left on device", at(time.Minute)},
			{"demand", "settingsUpdate", "bad settings", at(matcher.Lately - time.Millisecond)},
		}}
	if d := cmp.Diff(want, viewIndex(status, vocab.Zh, now)); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
	if v := viewIndex(status, vocab.Zh, now+matcher.Lately.Milliseconds()); v.Refused == nil || len(v.Refused) > 0 {
		t.Errorf("an hour later %+v", v.Refused)
	}
}
