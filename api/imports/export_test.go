package imports_test

import (
	"testing"

	"kebang/api/apitest"
)

// TestWorkbooksAreBuiltAtTheDesk finds downloads of workbooks registered outside the desk.
func TestWorkbooksAreBuiltAtTheDesk(t *testing.T) {
	exports := 0
	for _, rt := range apitest.New(t).Handler.Router().Routes() {
		if rt.Op.Metadata["export"] == true {
			exports++
			continue
		}
		for _, part := range []string{".xlsx", "/template", "/export"} {
			if len(rt.Op.Path) > len(part) && rt.Op.Path[len(rt.Op.Path)-len(part):] == part {
				t.Errorf("%s answers with a workbook: register it with Export, which bounds how many are built at once",
					rt.Op.Path)
			}
		}
	}
	if exports < 12 {
		t.Errorf("only %d exports were found", exports)
	}
}
