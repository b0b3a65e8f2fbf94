package matcher

import "context"

// The stages of one question that Find reports. Whole spans the others.
const (
	StageWhole      = "whole"
	StageCandidates = "candidates" // asking the index for ids and documents
	StageScore      = "score"      // numbers, order and reasons
)

// Stager hears when a stage of a question begins; its returned function ends the stage. An Index that wraps another one
// to measure it may be a Stager. This package keeps no time and knows no monitor.
type Stager interface {
	Stage(ctx context.Context, name string) (context.Context, func())
}

func stage(ctx context.Context, x Index, name string) (context.Context, func()) {
	if s, ok := x.(Stager); ok {
		return s.Stage(ctx, name)
	}
	return ctx, func() {}
}

// Condition is the state of matching in this process.
type Condition struct {
	Filling bool  // the index is being filled from the records
	Corpus  int64 // number of the corpus in use; 0 when there is none yet
	Counted int   // documents of its count
}

// Condition gives the state without touching an engine.
func (s *Service) Condition() Condition {
	c := Condition{Filling: s.filling.Load()}
	s.mu.RLock()
	defer s.mu.RUnlock()
	if s.corpus != nil {
		c.Corpus, c.Counted = s.corpus.Number, s.corpus.N
	}
	return c
}
