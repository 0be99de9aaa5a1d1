// SPDX-License-Identifier: GPL-2.0-or-later

/// A function of the text that is running.
struct Activation<Word> {
  let function: Function
  /// As long as the activation lasts.
  let registers: UnsafeMutablePointer<Word>
  /// The number of its first object.
  let frame: Int
  /// The instruction that called it, in the function that runs around it.
  let calledAt: Int
}
