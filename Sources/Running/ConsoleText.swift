// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What a kernel with the runner printed on its console.
public struct ConsoleText {
  /// By number of the scenario.
  public private(set) var answers: [UInt64: CallAnswer] = [:]
  /// The runner came to the end of its scenarios.
  public private(set) var hasEnded = false
  /// Lines that are none of the runner's: what the kernel said, or what was lost.
  public private(set) var others: [String] = []
  /// Scenarios of which an answer began and did not come to its end.
  public private(set) var broken: [UInt64] = []

  /// What the kernel complained of, each once: a warning, a bug, a bad page.
  public var complaints: [String] {
    let marks = ["WARNING:", "BUG:", "Oops", "Kernel panic", "rcu:", "Out of memory"]
    return others.filter { line in marks.contains { line.contains($0) } }
      .reduce(into: []) { lines, line in if !lines.contains(line) { lines.append(line) } }
  }

  private var id: UInt64?
  private var answer = CallAnswer()

  public init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) { read(line) }
    if let id { broken.append(id) }
  }

  private mutating func read(_ line: Substring) {
    let words = line.split(separator: " ")
    guard let first = words.first else { return }
    if line.hasSuffix("hmmcheck runner ends") {
      hasEnded = true
    } else if first == "answer", words.count == 2, let number = UInt64(words[1], radix: 16) {
      if let id { broken.append(id) }
      id = number
      answer = CallAnswer()
    } else if id == nil || !take(first, Array(words.dropFirst()), line) {
      others.append(String(line))
    }
  }

  /// Takes a line of an answer; false where it is none.
  private mutating func take(_ word: Substring, _ rest: [Substring], _ line: Substring) -> Bool {
    switch word {
    case "laid":
      guard let entries = Self.entries(rest) else { return false }
      answer.laid = entries
    case "left":
      guard let entries = Self.entries(rest) else { return false }
      answer.left = entries
    case "call": answer.calls.append(CallAnswer.Call())
    case "cannot": answer.refusal = String(line)
    case "refused", "died":
      answer.refusal = answer.refusal ?? String(line)
      end()
    case "done": end()
    default: return takeOfCall(word, rest)
    }
    return true
  }

  private mutating func takeOfCall(_ word: Substring, _ rest: [Substring]) -> Bool {
    guard !answer.calls.isEmpty else { return false }
    let last = answer.calls.count - 1
    let numbers = rest.map { Int($0) }
    switch word {
    case "walk":
      guard numbers.count == 1, let page = numbers[0] else { return false }
      answer.calls[last].steps.append(.walk(from: page))
    case "notified": answer.calls[last].steps.append(.notified)
    case "endless": answer.calls[last].isEndless = true
    case "fault":
      guard rest.count == 5, let page = numbers[0], let old = numbers[2], let kind = numbers[4]
      else { return false }
      answer.calls[last].steps.append(
        .fault(
          page: page, isWrite: rest[1] == "w", of: Self.kind(old), result: String(rest[3]),
          becomes: Self.kind(kind)))
    case "wait":
      guard rest.count == 2, let page = numbers[0], let kind = numbers[1] else { return false }
      answer.calls[last].steps.append(.wait(page: page, becomes: Self.kind(kind)))
    case "result":
      guard numbers.count == 1, let result = numbers[0] else { return false }
      answer.calls[last].result = result
    case "words":
      var words: [UInt64] = []
      for run in rest {
        let parts = run.split(separator: "*")
        guard parts.count == 2, let first = UInt64(parts[0], radix: 16),
          let count = UInt64(parts[1])
        else { return false }
        words += (0..<count).map { first &+ $0 }
      }
      answer.calls[last].words = words
    default: return false
    }
    return true
  }

  private mutating func end() {
    if let id { answers[id] = answer }
    id = nil
  }

  private static func kind(_ number: Int) -> Kind? { UInt8(exactly: number).flatMap(Kind.init) }

  /// `1:17f6*3`: three pages of one kind, with frames that follow each other.
  private static func entries(_ runs: [Substring]) -> [CallAnswer.Entry]? {
    var entries: [CallAnswer.Entry] = []
    for run in runs {
      let parts = run.split(whereSeparator: { $0 == ":" || $0 == "*" })
      guard parts.count == 3, let kind = Int(parts[0]), let first = UInt64(parts[1], radix: 16),
        let count = UInt64(parts[2])
      else { return nil }
      entries += (0..<count).map {
        CallAnswer.Entry(kind: Self.kind(kind), frame: first == 0 ? 0 : first + $0)
      }
    }
    return entries
  }
}
