// SPDX-License-Identifier: GPL-2.0-or-later

import CZ3
import Dispatch
import Synchronization

extension Z3 {
  /// Stops all checks that run now, on any thread; each answers `unknown` with the reason
  /// "interrupted".
  ///
  /// For another thread or a dispatch source, not for a signal handler: it takes a lock. Checks that
  /// begin later are not stopped.
  public static func interruptAll() { Interruption.interruptAll() }
}

/// The checks that run now.
enum Interruption {
  /// The number of a check, never given twice.
  typealias ID = UInt64

  private struct Check: @unchecked Sendable {
    let context: Z3_context
    var isInterrupted = false
  }

  private struct State {
    var next: ID = 0
    var checks: [ID: Check] = [:]
  }

  private static let state = Mutex(State())

  /// Makes `session` known to ``interruptAll()``. It must be unregistered before it ends.
  static func register(_ session: Session) -> ID {
    let check = Check(context: session.context)
    return state.withLock { state in
      state.next += 1
      state.checks[state.next] = check
      return state.next
    }
  }

  static func unregister(_ id: ID) { state.withLock { $0.checks[id] = nil } }

  static func isInterrupted(_ id: ID) -> Bool {
    state.withLock { $0.checks[id]?.isInterrupted ?? false }
  }

  static func interruptAll() {
    state.withLock { state in
      for id in state.checks.keys { state.checks[id]?.isInterrupted = true }
    }
    press()
  }

  /// Interrupts what is marked, and again until it has ended.
  ///
  /// Z3 forgets an interrupt that arrives while it does not search, which it may just be about to.
  private static func press() {
    let isDone = state.withLock { state in
      let marked = state.checks.values.filter(\.isInterrupted)
      for check in marked { Z3_interrupt(check.context) }
      return marked.isEmpty
    }
    if isDone { return }
    DispatchQueue.global().asyncAfter(deadline: .now() + .milliseconds(20)) { press() }
  }
}
