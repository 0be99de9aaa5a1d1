// SPDX-License-Identifier: GPL-2.0-or-later

extension MutationFinder {
  private static let addresses = ["addr", "start", "end"]

  /// Addresses that are handed over in the place of others.
  func arguments() -> [Draft] {
    let known = Self.addresses.filter(variables.contains)
    return body.indices.flatMap { index -> [Draft] in
      guard known.contains(text(index)), isArgument(index) else { return [] }
      return known.filter { $0 != text(index) }.map { Draft(.argument, Edit(index, by: $0)) }
    }
  }

  /// The token is all of an argument of a call.
  private func isArgument(_ index: Int) -> Bool {
    guard ["(", ","].contains(text(index - 1)), [")", ","].contains(text(index + 1)) else {
      return false
    }
    var open = index - 1
    while open > 0, text(open) != "(" {
      if [";", "{", "}"].contains(text(open)) { return false }
      if [")", "]"].contains(text(open)), let first = partner(open) { open = first }
      open -= 1
    }
    guard open > 0, body[open - 1].kind == .identifier else { return false }
    return !Self.keywords.contains(text(open - 1))
  }

  /// Steps that are dropped from the head of a loop, or from within an expression. What is a
  /// statement of its own is dropped as one.
  func increments() -> [Draft] {
    body.indices.compactMap { index in
      let step: Range<Int>
      switch text(index) {
      case "++", "--": step = index..<(index + 1)
      case "+=", "-=": step = index..<end(from: index + 1)
      default: return nil
      }
      let first = isBinary(index) ? index - 1 : index
      let isAlone = ["{", "}", ";", ":"].contains(text(first - 1))
      if isAlone && text(end(from: step.upperBound)) == ";" { return nil }
      return Draft(.increment, Edit(step, by: []))
    }
  }
}
