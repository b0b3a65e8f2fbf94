package change

import (
	"encoding/json"
	"slices"

	"kebang/internal/intake/form"
	"kebang/internal/listing"
)

// lines2 replaces the stored must lines by those of the file and leaves the wishes, or the other way round.
func lines2(stored, fresh json.RawMessage, must bool) (json.RawMessage, error) {
	var old, add []listing.Requirement
	if stored != nil {
		if err := json.Unmarshal(stored, &old); err != nil {
			return nil, err
		}
	}
	if fresh != nil {
		if err := json.Unmarshal(fresh, &add); err != nil {
			return nil, err
		}
	}
	out := slices.DeleteFunc(add, func(r listing.Requirement) bool { return r.Must != must })
	for _, r := range old {
		if r.Must != must {
			out = append(out, r)
		}
	}
	slices.SortStableFunc(out, func(a, b listing.Requirement) int {
		if a.Must == b.Must {
			return 0
		} else if a.Must {
			return -1
		}
		return 1
	})
	if len(out) == 0 {
		return nil, nil
	}
	return json.Marshal(out)
}

// mergeRights lays rights of a file over the stored ones. When the file has only one of the two columns, the other one
// stays. The status of a right that still exists stays too.
func mergeRights(stored, fresh json.RawMessage, kinds, numbers bool) (json.RawMessage, error) {
	var old, out []listing.IP
	for _, part := range []struct {
		raw json.RawMessage
		to  *[]listing.IP
	}{{stored, &old}, {fresh, &out}} {
		if part.raw == nil {
			continue
		}
		if err := json.Unmarshal(part.raw, part.to); err != nil {
			return nil, err
		}
	}
	for i := range out {
		if i < len(old) && !numbers {
			out[i].Number = old[i].Number
		}
		if i < len(old) && !kinds {
			out[i].Kind = old[i].Kind
		}
		for _, o := range old {
			if o.Kind == out[i].Kind && o.Number == out[i].Number {
				out[i].Status = o.Status
			}
		}
	}
	if len(out) == 0 {
		return fresh, nil
	}
	return json.Marshal(out)
}

// rightsPart is the part of the rights from one of the two columns.
func rightsPart(raw json.RawMessage, key string) json.RawMessage {
	var all []listing.IP
	if json.Unmarshal(raw, &all) != nil || len(all) == 0 {
		return nil
	}
	r := &form.Row{Achievement: &listing.AchievementContent{IP: all}}
	data, err := json.Marshal(form.ByKey(form.Achievements, key).Show(r))
	if err != nil {
		return nil
	}
	return data
}
