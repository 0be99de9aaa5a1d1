// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import RangeFault

@testable import Running

/// A console as a kernel would write it that does what a port does.
enum ConsoleSample {
  static let port = Target.revision(.conforming)

  /// What the runner would print of scenarios.
  static func text(_ scenarios: [(seed: UInt64, scenario: Scenario)]) -> String {
    var model = ModelRun(port)
    return scenarios.map { seed, scenario in
      answer(seed, model.answer(scenario), scenario)
    }.joined() + "hmmcheck runner ends\n"
  }

  private static func answer(_ seed: UInt64, _ answer: CallAnswer, _ scenario: Scenario) -> String {
    let layout = Layout(scenario)
    var lines = ["answer \(String(seed, radix: 16))"]
    let laid = (0..<scenario.count).map { page in
      layout.pieces[layout.pieceOf[page]].isGap
        ? Kind.none : Coverage.kind(of: page, scenario, layout)
    }
    lines.append("laid " + laid.map { "\($0.rawValue):0*1" }.joined(separator: " "))
    for (number, call) in answer.calls.enumerated() {
      lines.append("call \(number + 1)")
      lines += call.steps.map(step)
      if call.isEndless { lines.append("endless") }
      lines.append("result \(call.result)")
      lines.append(
        "words " + call.words.map { String($0, radix: 16) + "*1" }.joined(separator: " "))
    }
    lines.append(
      "left "
        + answer.left.map { "\($0.kind?.rawValue ?? 255):\(String($0.frame, radix: 16))*1" }
        .joined(separator: " "))
    return (lines + ["done"]).joined(separator: "\n") + "\n"
  }

  private static func step(_ step: CallAnswer.Step) -> String {
    switch step {
    case .walk(let page): "walk \(page)"
    case .fault(let page, let isWrite, let old, let result, let kind):
      "fault \(page) \(isWrite ? "w" : "r") \(old?.rawValue ?? 255) \(result)"
        + " \(kind?.rawValue ?? 255)"
    case .wait(let page, let kind): "wait \(page) \(kind?.rawValue ?? 255)"
    case .notified: "notified"
    }
  }
}
