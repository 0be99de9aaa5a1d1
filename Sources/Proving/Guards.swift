// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import KernelSource
import Logic
import RangeFault

// What a text must not come to anywhere: code that could not be read or is not understood, and a loop
// that has no end. Rows assume that it does not, so that each part asks whether it can. Where it can,
// nothing is known of the part's rows.
extension RoundState {
  /// The run is one of which nothing is known.
  private var isLost: Symbolic.Bit {
    let isCut = text?.isCut ?? false
    return world.ghost.notUnderstood .| (world.ghost.endless .& .!isCut)
  }

  /// Whether a run that the assumptions allow is one of which nothing is known: asked of texts.
  func guards(assuming possible: [Symbolic.Bit]) -> [Question] {
    guard let text else { return [] }
    return [Question(guarding: possible + [isLost], error: text.error, text.finding)]
  }
}

extension RoundState {
  /// The same of a whole call, which may end for want of walks, and then is one that the bound leaves
  /// out: only a loop of the text's own that has no end is none.
  func callGuards(assuming possible: [Symbolic.Bit]) -> [Question] {
    guard let text else { return [] }
    return [
      Question(
        guarding: possible + [world.ghost.notUnderstood .| text.isWithoutEnd], error: text.error,
        text.finding)
    ]
  }
}

extension Window {
  /// Asked of texts only.
  var guards: [Question] { after.guards(assuming: possible()) }
}

extension Question {
  /// A question whose answer makes all rows of its part undetermined.
  ///
  /// - Parameters:
  ///   - error: what went wrong in the text, as a machine numbers it.
  ///   - finding: what such a number stands for.
  init(
    guarding lost: [Symbolic.Bit], error: Symbolic.Word,
    _ finding: @escaping (UInt64) -> KernelSource.Finding?
  ) {
    self.init("", Question.guardName, .reach, [], lost)
    self.error = error
    self.finding = finding
  }

  static let guardName = "comes to text that is not understood"
}
