// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// How the answer of a kernel and that of a model differ, if they do: the first difference, in words.
///
/// Frames are compared up to renaming: where one is the same twice, so is the other.
struct AnswerDifference {
  private let kernel: CallAnswer
  private let model: CallAnswer
  private let encoding: Encoding
  private let requests: [UInt64]
  /// Pages that no VMA covers, of which entries say nothing.
  private let gaps: Set<Int>
  /// Frames of the model by those of the kernel, and the other way.
  private var frames: [UInt64: UInt64] = [:]
  private var back: [UInt64: UInt64] = [:]

  init(kernel: CallAnswer, model: CallAnswer, _ scenario: Scenario, _ encoding: Encoding) {
    self.kernel = kernel
    self.model = model
    self.encoding = encoding
    requests = scenario.requests.map { encoding.request($0) }
    let layout = Layout(scenario)
    gaps = Set((0..<scenario.count).filter { layout.pieces[layout.pieceOf[$0]].isGap })
  }

  /// Nil where there is none.
  mutating func first() -> String? {
    for (number, (one, other)) in zip(kernel.calls, model.calls).enumerated() {
      let place = kernel.calls.count > 1 ? "call \(number + 1), " : ""
      if let difference = difference(one, other) { return place + difference }
    }
    if kernel.calls.count != model.calls.count {
      return "kernel: \(kernel.calls.count) calls, model: \(model.calls.count)"
    }
    return ofEntries(kernel.left, model.left)
  }

  private mutating func difference(_ one: CallAnswer.Call, _ other: CallAnswer.Call) -> String? {
    for (number, (step, second)) in zip(one.steps, other.steps).enumerated() where step != second {
      return "step \(number + 1), kernel: \(step), model: \(second)"
    }
    if one.isEndless != other.isEndless {
      return "the call of the \(one.isEndless ? "kernel" : "model") does not end"
    }
    // What was left of a call that does not end is nothing.
    if one.isEndless { return nil }
    if one.steps.count != other.steps.count {
      let more = one.steps.count > other.steps.count ? one : other
      let rest = more.steps[min(one.steps.count, other.steps.count)]
      return "\(one.steps.count > other.steps.count ? "kernel" : "model") goes on: \(rest)"
    }
    if one.result != other.result {
      return "kernel: result \(one.result), model: \(other.result)"
    }
    return ofWords(one.words, other.words)
  }

  private mutating func ofWords(_ one: [UInt64], _ other: [UInt64]) -> String? {
    if one.count != other.count { return "kernel: \(one.count) words, model: \(other.count)" }
    for page in one.indices {
      let (word, second) = (one[page], other[page])
      func differs(_ why: String) -> String {
        "page \(page)\(why), kernel: 0x\(String(word, radix: 16)), model:"
          + " 0x\(String(second, radix: 16))"
      }
      if (word & ~encoding.pfn) != (second & ~encoding.pfn) { return differs("") }
      // What neither has written is still what the caller wrote.
      if word == second && page < requests.count && word == requests[page] { continue }
      let isValid = word & encoding.valid != 0
      let (frame, old) = (word & encoding.pfn, second & encoding.pfn)
      if !isValid && (frame == 0) != (old == 0) { return differs(", frame") }
      if frame == 0 && old == 0 { continue }
      if !rename(frame, old) { return differs(", another frame") }
    }
    return nil
  }

  private mutating func ofEntries(
    _ one: [CallAnswer.Entry], _ other: [CallAnswer.Entry]
  ) -> String? {
    for page in one.indices where page < other.count && !gaps.contains(page) {
      let (entry, second) = (one[page], other[page])
      if entry.kind != second.kind {
        return "page \(page) is left, kernel: \(entry.kind?.name ?? "unknown"), model:"
          + " \(second.kind?.name ?? "unknown")"
      }
      if entry.frame == 0 { continue }
      if !rename(entry.frame, second.frame) {
        return "page \(page) is left as \(entry.kind?.name ?? "unknown"), of another frame"
      }
    }
    return nil
  }

  /// Whether the two can be one frame by two names.
  private mutating func rename(_ kernel: UInt64, _ model: UInt64) -> Bool {
    if let known = frames[kernel] { return known == model }
    if back[model] != nil { return false }
    frames[kernel] = model
    back[model] = kernel
    return true
  }
}
