// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Dispatch
import Foundation

/// A line that tells how far a check is: on standard error, and only where that is a terminal.
final class Progress {
  private let timer: (any DispatchSourceTimer)?

  init(_ control: Campaign.Control, of seeds: UInt64?) {
    guard isatty(STDERR_FILENO) == 1 else {
      timer = nil
      return
    }
    let timer = DispatchSource.makeTimerSource(queue: .global())
    let begin = ContinuousClock.now
    timer.schedule(deadline: .now() + 0.5, repeating: 0.5)
    timer.setEventHandler {
      let done = control.seeds
      let total = seeds.map { " of \($0)" } ?? ""
      let elapsed = (ContinuousClock.now - begin) / .seconds(1)
      let rate = Int(Double(done) / max(elapsed, 0.001))
      FileHandle.standardError.write(
        Data("\r\u{1b}[K\(done)\(total) scenarios, \(rate) a second".utf8))
    }
    timer.resume()
    self.timer = timer
  }

  /// Takes the line away.
  func end() {
    guard let timer else { return }
    timer.cancel()
    FileHandle.standardError.write(Data("\r\u{1b}[K".utf8))
  }
}
