import { lazy, Suspense, type ComponentType } from 'react'
import { Navigate, useLocation } from 'react-router'
import { isRole } from '@/lib/api/wire'
import { mayOpen, type FeatureRoute } from '@/lib/feature'
import { useSession } from '@/lib/session'
import { Loading } from '@/ui/state-view'
import { ForbiddenPage } from './error-pages'
import { loadKit } from './kit-gate'

/** A page behind its access rule. The server decides in the end; this only saves people a dead end. */
export function lazyPage(route: FeatureRoute): ComponentType {
  const Page = lazy(() => (route.plain ? route.page() : Promise.all([route.page(), loadKit()]).then(([page]) => page)))
  return function Guarded() {
    const session = useSession()
    const here = useLocation()
    // Who was signed in is asked first even on public pages: he sees more there, and the page must not change under him.
    if (session.status === 'starting') return <Loading tall />
    if (route.access !== 'public') {
      if (session.status === 'out') return <Navigate to={`/signin?next=${encodeURIComponent(here.pathname + here.search)}`} replace />
      if (session.me.person.mustChange && route.path !== '/password') return <Navigate to="/password" replace />
      const role = session.me.membership?.role
      if (!mayOpen(route.access, isRole(role) ? role : null)) return <ForbiddenPage access={route.access} />
    }
    return (
      <Suspense fallback={<Loading tall />}>
        <Page />
      </Suspense>
    )
  }
}
