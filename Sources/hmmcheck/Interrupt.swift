// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Dispatch
import Foundation
import Synchronization

/// What ends a check early: Ctrl-C, or the end of its time. The check finishes the seeds that it is
/// at and reports what it has; a second Ctrl-C ends the process at once.
///
/// One at a time. The signals have one listener for the whole process: one that is made while
/// another is still being taken away may never hear of a signal.
final class Interrupt {
  private static let listening = Mutex<Campaign.Control?>(nil)
  // Made once, and only kept.
  nonisolated(unsafe) private static let sources = numbers.map { number in
    let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
    source.setEventHandler {
      listening.withLock { $0?.stop() }
      signal(number, SIG_DFL)
    }
    source.resume()
    return source
  }
  private static let numbers = [SIGINT, SIGTERM]

  private let timer: (any DispatchSourceTimer)?

  init(_ control: Campaign.Control, after seconds: Double?) {
    Self.listening.withLock { $0 = control }
    for number in Self.numbers { signal(number, SIG_IGN) }
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

  /// Gives the signals back.
  func end() {
    timer?.cancel()
    for number in Self.numbers { signal(number, SIG_DFL) }
    Self.listening.withLock { $0 = nil }
  }
}
