// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A state in which each variable has a word of 64 bits to itself, so that no counter ends.
public struct WideState<D: Domain>: StateStorage {
  public typealias Domain = D

  private var words: [D.Word]

  public init() { words = Array(repeating: D.Word(constant: 0), count: 256) }

  public static var isUnbounded: Bool { true }

  public subscript(variable: Variable) -> D.Word {
    get { words[variable.number] }
    set { words[variable.number] = newValue }
  }

  public mutating func merge(_ condition: D.Bit, else other: WideState<D>) {
    words.merge(condition, else: other.words)
  }
}
