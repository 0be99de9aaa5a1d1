// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// The course of a call in a line or two: faults, restarts, events and the answer.
enum Course {
  /// Steps told; of more than these the middle is left out.
  private static let most = 12
  /// Faults on pages in a row that are told as one.
  private static let fewest = 3

  /// `fault 0 (read)`, `restart at 0`, `pmd 0 table -> none before load 3`, `result -EFAULT`.
  static func parts(_ pass: Recording.Pass) -> [String] {
    let steps = ToldStep.told(pass.steps)
    var parts: [String] = []
    var walks = 0
    var index = 0
    while index < steps.count {
      let faults = faults(steps, from: index)
      if case .fault(let page, let write, _, let result, let notified) = steps[index] {
        let how = "(\(write ? "write" : "read")\(result.suffix)\(notified ? ", notified" : ""))"
        if faults >= fewest {
          parts.append("fault \(page)-\(page + faults - 1) \(how)")
          index += faults
          continue
        }
        parts.append("fault \(page) \(how)")
      }
      switch steps[index] {
      case .walk(let from):
        walks += 1
        if walks > 1 { parts.append("restart at \(from)") }
      case .event(let text, let load, let notified):
        let place = load == 0 ? "" : " before load \(load)"
        parts.append("\(text)\(place)\(notified ? ", notified" : "")")
      case .wait(let page, _): parts.append("wait \(page)")
      case .lock(let outcome, let waited):
        if outcome != .taken || waited != 0 { parts.append("mmap lock\(outcome.suffix(waited))") }
      case .change(let text): parts.append(text)
      case .quiet, .fault, .result: break
      }
      index += 1
    }
    parts = repeated(parts)
    if parts.count > most {
      let dropped = parts.count - most + 1
      parts.replaceSubrange(7..<(7 + dropped), with: ["... \(dropped) more ..."])
    }
    return parts + [result(pass)]
  }

  /// `result -EFAULT; contract: 0`.
  static func result(_ pass: Recording.Pass) -> String {
    let answer = pass.answer ?? "none"
    return "result \(answer)\(pass.wantedAnswer.map { "; contract: \($0)" } ?? "")"
  }

  /// `restart at 0 x12`.
  private static func repeated(_ parts: [String]) -> [String] {
    PageRun.runs(parts.count) { parts[$0] == parts[$1] }.map { run in
      let times = run.last - run.first + 1
      return times > 1 ? "\(parts[run.first]) x\(times)" : parts[run.first]
    }
  }

  /// How many alike faults on pages in a row begin here.
  private static func faults(_ steps: [ToldStep], from begin: Int) -> Int {
    guard case .fault(let first, let write, _, let result, let notified) = steps[begin] else {
      return 0
    }
    return steps[begin...].enumerated().first { offset, step in
      guard case .fault(let page, let other, _, let answer, let told) = step else { return true }
      return page != first + offset || other != write || answer != result || told != notified
    }?.offset ?? steps.count - begin
  }
}
