// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import KernelSource
import KernelWalk

// For what the inductive rows are proved.
extension Plan {
  /// Of a port any length, by the argument that README gives. Of a text, where its code was shown to
  /// treat all pages of a piece alike (``PlaceReport``); otherwise the windows themselves.
  var inductiveBound: String {
    guard let violations = target.kernel?.places.violations, let first = violations.first else {
      return Plan.anyLength
    }
    let others = violations.count > 1 ? ", and \(violations.count - 1) more" : ""
    return "\(Plan.windowsBound) of 2 to 4 pages: \(first.location) \(first.text)\(others)"
  }

  static let windowsBound = "windows"
}

extension ProofRow {
  /// It goes no further than the windows that it was proved in.
  public var isOfWindows: Bool { group.isInductive && bound.hasPrefix(Plan.windowsBound) }
}
