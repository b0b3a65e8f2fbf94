import { lazy, Suspense, type ComponentType } from 'react'
import { Navigate, useLocation } from 'react-router'
import { mayOpen, type FeatureRoute } from '@/lib/feature'
import { useSession } from '@/lib/session'
import { Loading } from '@/ui/state-view'
import { ForbiddenPage } from './error-pages'

/** A page behind its access rule. The server decides in the end; this only saves people a dead end. */
export function lazyPage(route: FeatureRoute): ComponentType {
  const Page = lazy(route.page)
  return function Guarded() {
    const session = useSession()
    const here = useLocation()
    if (route.access !== 'public') {
      if (session.status === 'starting') return <Loading />
      if (session.status === 'out') return <Navigate to={`/signin?next=${encodeURIComponent(here.pathname + here.search)}`} replace />
      if (session.me.person.mustChange && route.path !== '/password') return <Navigate to="/password" replace />
      if (!mayOpen(route.access, session.me.membership?.role ?? null)) return <ForbiddenPage access={route.access} />
    }
    return (
      <Suspense fallback={<Loading />}>
        <Page />
      </Suspense>
    )
  }
}
