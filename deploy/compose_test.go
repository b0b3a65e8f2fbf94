package deploy

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

// secrets are values that must reach only the services that need them.
var secrets = map[string]string{
	"KEBANG_SIGNING_KEY": "c2lnbmluZw==", "KEBANG_MEILI_KEY": "meili-scoped", "MEILI_MASTER_KEY": "meili-master",
	"MONGO_ROOT_PASSWORD": "mongo-root", "MONGO_KEBANG_PASSWORD": "mongo-kebang", "MONGO_KEYFILE": "mongo-keyfile",
}

func load(t *testing.T, env map[string]string, files ...string) (*types.Project, error) {
	t.Helper()
	var paths, set []string
	for _, f := range files {
		paths = append(paths, filepath.Join("..", f))
	}
	for k, v := range env {
		set = append(set, k+"="+v)
	}
	opts, err := cli.NewProjectOptions(paths, cli.WithWorkingDirectory(".."), cli.WithEnv(set))
	if err != nil {
		t.Fatal(err)
	}
	return opts.LoadProject(t.Context())
}

func project(t *testing.T, files ...string) *types.Project {
	t.Helper()
	p, err := load(t, secrets, files...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

var single, cluster = []string{"docker-compose.yml"}, []string{"docker-compose.yml", "docker-compose.cluster.yml"}

// TestWithoutSecretsNothingStarts: a secret has no usable default, and the message names the remedy.
func TestWithoutSecretsNothingStarts(t *testing.T) {
	for missing := range secrets {
		env := maps.Clone(secrets)
		delete(env, missing)
		if _, err := load(t, env, single...); err == nil || !strings.Contains(err.Error(), "make env") ||
			!strings.Contains(err.Error(), missing) {
			t.Errorf("without %s: %v", missing, err)
		}
	}
}

// oneShot services end by themselves; others wait for their success.
var oneShot = []string{"mongo-init", "meili-init"}

func TestEveryServiceIsHardenedAndBounded(t *testing.T) {
	for _, files := range [][]string{single, cluster} {
		p := project(t, files...)
		for name, s := range p.Services {
			if !s.ReadOnly {
				t.Errorf("%s: the root file system can be written", name)
			}
			if !slices.Equal(s.CapDrop, []string{"ALL"}) ||
				len(s.CapAdd) > 0 && (name != "proxy" || !slices.Equal(s.CapAdd, []string{"NET_BIND_SERVICE"})) {
				t.Errorf("%s: capabilities dropped %v, added %v", name, s.CapDrop, s.CapAdd)
			}
			if !slices.Contains(s.SecurityOpt, "no-new-privileges:true") || s.Privileged {
				t.Errorf("%s may gain privileges", name)
			}
			if s.Deploy == nil || s.Deploy.Resources.Limits == nil || s.Deploy.Resources.Limits.MemoryBytes == 0 ||
				s.Deploy.Resources.Limits.NanoCPUs == 0 || s.Deploy.Resources.Limits.Pids == 0 {
				t.Errorf("%s has no limits of memory, processors and processes", name)
			}
			if slices.Contains(oneShot, name) {
				if s.Restart != "no" {
					t.Errorf("%s would run again and again", name)
				}
			} else if s.HealthCheck == nil || s.HealthCheck.Disable || len(s.HealthCheck.Test) < 2 ||
				s.Restart != "unless-stopped" {
				t.Errorf("%s has no health check or is not restarted", name)
			}
			if _, tag, ok := strings.Cut(s.Image, ":"); !ok || tag == "latest" {
				t.Errorf("%s: image %s is not pinned", name, s.Image)
			}
			for _, v := range s.Volumes {
				if v.Type == types.VolumeTypeBind && (!v.ReadOnly || !strings.Contains(v.Source, "deploy")) ||
					strings.Contains(v.Source, "docker.sock") {
					t.Errorf("%s: %s is mounted from outside", name, v.Source)
				}
			}
			published := map[string]bool{"kebang": len(files) == 1, "proxy": true}[name]
			if len(s.Ports) > 0 != published {
				t.Errorf("%s: ports %v, published should be %v", name, s.Ports, published)
			}
			for _, port := range s.Ports {
				if name == "kebang" && (port.HostIP != "127.0.0.1" || port.Target != 8080) {
					t.Errorf("kebang is open to the network without a proxy: %+v", port)
				}
			}
		}
		if !p.Networks["back"].Internal {
			t.Error("the network of the databases reaches outside")
		}
		for _, name := range []string{"mongo", "meili", "mongo-init", "meili-init"} {
			if _, front := p.Services[name].Networks["front"]; front {
				t.Errorf("%s stands on the outer network", name)
			}
		}
	}
}

// TestDataOutliveTheContainers: lasting data lie in a named volume, at the path where the image writes them.
func TestDataOutliveTheContainers(t *testing.T) {
	for _, files := range [][]string{single, cluster} {
		p := project(t, files...)
		for name, want := range map[string]string{"mongo": "mongo:/data/db", "meili": "meili:/meili_data",
			"kebang": "kebang:/data"} {
			var named []string
			for _, v := range p.Services[name].Volumes {
				if v.Type == types.VolumeTypeVolume && !v.ReadOnly {
					named = append(named, v.Source+":"+v.Target)
				}
			}
			if !slices.Equal(named, []string{want}) {
				t.Errorf("%s keeps %v, want %s", name, named, want)
			}
			if volume, ok := p.Volumes[name]; !ok || bool(volume.External) {
				t.Errorf("the volume %s is not made by compose", name)
			}
		}
		if dir := p.Services["kebang"].Environment["KEBANG_DATA"]; dir == nil || *dir != "/data" {
			t.Errorf("kebang writes to %v, not to its volume", dir)
		}
	}
}

// TestMongoIsAReplicaSetWithAKey: without a replica set there are no transactions, and members without a key trust
// anybody.
func TestMongoIsAReplicaSetWithAKey(t *testing.T) {
	p := project(t, cluster...)
	for _, name := range []string{"mongo", "mongo-init"} {
		if image := p.Services[name].Image; !strings.HasPrefix(image, "mongo:8.") {
			t.Errorf("%s: %s is not MongoDB 8", name, image)
		}
	}
	mongo := p.Services["mongo"]
	start := strings.Join(slices.Concat(mongo.Entrypoint, mongo.Command), " ")
	set := regexp.MustCompile(`mongod .*--replSet (\w+)`).FindStringSubmatch(start)
	key := regexp.MustCompile(`mongod .*--keyFile (\S+)`).FindStringSubmatch(start)
	if set == nil || key == nil {
		t.Fatalf("mongod starts as %q", start)
	}
	if !strings.Contains(start, "> "+key[1]) {
		t.Errorf("nothing writes the key to %s", key[1])
	}
	for _, name := range []string{"kebang", "kebang2", "kebang3"} {
		if url := p.Services[name].Environment["KEBANG_MONGO_URL"]; url == nil ||
			!strings.Contains(*url, "replicaSet="+set[1]) {
			t.Errorf("%s does not look for the replica set %s", name, set[1])
		}
	}
}

// TestMeilisearchIsTheRecordedOne: the deployed version is the one whose exchanges the adapter is tested with.
func TestMeilisearchIsTheRecordedOne(t *testing.T) {
	recordings, err := filepath.Glob("../matcher/meili/testdata/exchanges-*.json")
	if err != nil || len(recordings) != 1 {
		t.Fatalf("%d recordings, %v", len(recordings), err)
	}
	version := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(recordings[0]), "exchanges-"), ".json")
	p := project(t, cluster...)
	for _, name := range []string{"meili", "meili-init"} {
		if got, want := p.Services[name].Image, "getmeili/meilisearch:v"+version; got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

// TestSecretsReachOnlyWhomTheyAreFor: kebang never sees the master key or the root password.
func TestSecretsReachOnlyWhomTheyAreFor(t *testing.T) {
	want := map[string][]string{
		"KEBANG_SIGNING_KEY": {"kebang", "kebang2", "kebang3"}, "KEBANG_MEILI_KEY": {"kebang", "kebang2", "kebang3"},
		"MONGO_KEBANG_PASSWORD": {"kebang", "kebang2", "kebang3", "mongo-init"},
		"MEILI_MASTER_KEY":      {"meili", "meili-init"}, "MONGO_ROOT_PASSWORD": {"mongo",
			"mongo-init"}, "MONGO_KEYFILE": {"mongo"},
	}
	p := project(t, cluster...)
	for secret, value := range secrets {
		var got []string
		for name, s := range p.Services {
			for _, v := range s.Environment {
				if v != nil && strings.Contains(*v, value) {
					got = append(got, name)
				}
			}
			for _, arg := range slices.Concat(s.Entrypoint, s.Command, healthTest(s)) {
				if strings.Contains(arg, value) {
					t.Errorf("%s: %s stands on a command line", name, secret)
				}
			}
		}
		if slices.Sort(got); !slices.Equal(got, want[secret]) {
			t.Errorf("%s reaches %v, want %v", secret, got, want[secret])
		}
	}
}

func TestStartsInOrder(t *testing.T) {
	p := project(t, cluster...)
	for _, name := range []string{"kebang", "kebang2", "kebang3"} {
		s := p.Services[name]
		for dep, want := range map[string]string{"mongo": types.ServiceConditionHealthy,
			"mongo-init": types.ServiceConditionCompletedSuccessfully,
			"meili":      types.ServiceConditionHealthy, "meili-init": types.ServiceConditionCompletedSuccessfully} {
			if got := s.DependsOn[dep].Condition; got != want {
				t.Errorf("%s waits for %s: %q, want %q", name, dep, got, want)
			}
		}
		if s.User != "65532:65532" || *s.Environment["KEBANG_PROXY"] != p.Networks["front"].Ipam.Config[0].Subnet {
			t.Errorf("%s: user %s, proxy %v", name, s.User, s.Environment["KEBANG_PROXY"])
		}
	}
	if v := project(t, single...).Services["kebang"].Environment["KEBANG_PROXY"]; v != nil {
		t.Error("without a proxy in front X-Forwarded-For would be believed")
	}
	up := *p.Services["proxy"].Environment["KEBANG_UPSTREAMS"]
	for _, host := range strings.Fields(up) {
		if name, _, _ := strings.Cut(host, ":"); p.Services[name].Name == "" {
			t.Errorf("the proxy looks for %s, which is no service", name)
		}
	}
}

// TestDeadTransactionsEndSoon: the open transaction of a killed process locks its documents until the server ends it.
// The default is a minute; the compose file sets less.
func TestDeadTransactionsEndSoon(t *testing.T) {
	for _, files := range [][]string{single, cluster} {
		if start := strings.Join(project(t, files...).Services["mongo"].Entrypoint, " "); !strings.Contains(start,
			"--setParameter transactionLifetimeLimitSeconds=20") {
			t.Errorf("%v: mongod is started with %s", files, start)
		}
	}
}

var variable = regexp.MustCompile(`\bKEBANG_[A-Z_]+\b`)

// known are the variables that the program itself reads.
func known(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	for _, dir := range []string{"cmd/kebang", "api"} {
		files, err := filepath.Glob(filepath.Join("..", dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, f := range files {
			if strings.HasSuffix(f, "_test.go") {
				continue
			}
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range regexp.MustCompile(`"(KEBANG_[A-Z_]+)"`).FindAllStringSubmatch(string(b), -1) {
				out[name[1]] = true
			}
		}
	}
	if len(out) < 8 {
		t.Fatalf("only %v were read", out)
	}
	return out
}

// ofCompose are variables that only the compose files and scripts read.
var ofCompose = []string{"KEBANG_VERSION", "KEBANG_BIND", "KEBANG_HTTP", "KEBANG_HTTPS", "KEBANG_SITE",
	"KEBANG_UPSTREAMS", "KEBANG_FRONT_NET"}

func TestVariablesExistInTheProgram(t *testing.T) {
	reads := known(t)
	p := project(t, cluster...)
	for _, name := range []string{"kebang", "kebang2", "kebang3"} {
		for v := range p.Services[name].Environment {
			if strings.HasPrefix(v, "KEBANG_") && !reads[v] {
				t.Errorf("%s is given %s, which the program does not read", name, v)
			}
		}
	}
	for _, f := range []string{"docker-compose.yml", "docker-compose.cluster.yml", "Dockerfile", "deploy/env.sh",
		"deploy/caddy/Caddyfile", "docs/production.md"} {
		b, err := os.ReadFile(filepath.Join("..", f))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range variable.FindAllString(string(b), -1) {
			if !reads[v] && !slices.Contains(ofCompose, v) && !strings.HasPrefix(v, "KEBANG_TEST_") {
				t.Errorf("%s names %s, which nothing reads", f, v)
			}
		}
	}
}

func healthTest(s types.ServiceConfig) []string {
	if s.HealthCheck == nil {
		return nil
	}
	return s.HealthCheck.Test
}
