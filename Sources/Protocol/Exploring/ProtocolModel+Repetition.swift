// SPDX-License-Identifier: GPL-2.0-or-later

extension ProtocolModel {
  /// The one step that has to be made in a state, and the state behind it; nil where there is none,
  /// or more than one.
  ///
  /// A step that leads back to where it began does not count beside others: whoever makes it waits
  /// for them.
  func onlyStep(_ state: PackedState) -> (step: Step, next: PackedState)? {
    var moves = 0
    var move: (step: Step, next: PackedState)?
    var repetition: (step: Step, next: PackedState)?
    _ = expand(state, onlyLocal: false) { step, next, _ in
      if isOptional(step) { return }
      if next == state {
        if repetition == nil { repetition = (step, next) }
      } else {
        moves += 1
        if move == nil { move = (step, next) }
      }
    }
    if moves == 0 { return repetition }
    return moves == 1 ? move : nil
  }

  /// What is repeated for ever from this state on, where only one actor can go on and always comes
  /// back to the same state; empty otherwise.
  func repetition(from state: PackedState) -> [StepName] {
    var seen: [PackedState: Int] = [:]
    var names: [StepName] = []
    var state = state
    while let (step, next) = onlyStep(state) {
      if let first = seen[state] { return Array(names[first...]) }
      seen[state] = names.count
      names.append(name(step, in: state))
      state = next
    }
    return []
  }
}
