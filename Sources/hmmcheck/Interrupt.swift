// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Dispatch
import Foundation
import Synchronization

/// What ends a check early: Ctrl-C, or the end of its time. The check finishes the seeds that it is
/// at and reports what it has; a second Ctrl-C ends the process at once.
///
/// One at a time. The signals are listened to once for the whole process: a listener that is made
/// while another is still being taken away, or after the signal's action was changed, never hears one.
final class Interrupt {
  private static let listening = Mutex<Campaign.Control?>(nil)
  nonisolated(unsafe) private static let sources = [SIGINT, SIGTERM].map { number in
    signal(number, SIG_IGN)
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler { hear(number) }
    source.resume()
    return source
  }

  private let timer: (any DispatchSourceTimer)?

  init(_ control: Campaign.Control, after seconds: Double?) {
    Self.listening.withLock { $0 = control }
    _ = Self.sources
    guard let seconds else {
      timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + seconds)
    timer.setEventHandler { control.stop() }
    timer.resume()
    self.timer = timer
  }

  /// From here on a signal ends the process.
  func end() {
    timer?.cancel()
    Self.listening.withLock { $0 = nil }
  }

  private static func hear(_ number: Int32) {
    let isHeard = listening.withLock { control in
      guard let control, !control.isStopped else { return false }
      control.stop()
      return true
    }
    if isHeard { return }
    signal(number, SIG_DFL)
    kill(getpid(), number)
  }
}
