// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Dispatch
import Foundation

/// What ends a check early: Ctrl-C, or the end of its time. The check finishes the seeds that it is
/// at and reports what it has; a second Ctrl-C ends the process at once.
final class Interrupt {
  private let signals: [any DispatchSourceSignal]
  private let timer: (any DispatchSourceTimer)?

  init(_ control: Campaign.Control, after seconds: Double?) {
    signals = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        control.stop()
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
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
    for source in signals { source.cancel() }
    timer?.cancel()
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }
}
