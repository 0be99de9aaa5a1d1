// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Logic

/// Runs scenarios by a port or by the text of a kernel, and tells what happened as a kernel does.
public struct ModelRun {
  private var subject: Runnable
  public let target: Target

  public init(_ target: Target) {
    self.target = target
    subject = Runnable(target)
  }

  /// Steps kept of one scenario.
  private static let limit = 1 << 20

  /// What the model says of a scenario; with a refusal where it reached text that is not understood.
  public mutating func answer(_ scenario: Scenario) -> CallAnswer {
    var answer = CallAnswer()
    let trace = Trace(limit: Self.limit)
    subject.trace(into: trace)
    var told = 0
    _ = subject.run(scenario) { run, _ in
      var call = CallAnswer.Call()
      call.steps = trace.steps[told...].compactMap(Self.step)
      told = trace.steps.count
      call.isEndless = run.ghost.endless
      call.result = run.answer.map { -Int($0.rawValue) } ?? 0
      call.words = (0..<scenario.count).map { run.pages[$0].word }
      answer.calls.append(call)
    }
    subject.trace(into: nil)
    let world = subject.world
    answer.left = (0..<scenario.count).map { page in
      let view = world.view(page)
      return CallAnswer.Entry(
        kind: Kind(rawValue: UInt8(truncatingIfNeeded: view.kind)), frame: view.pfn)
    }
    if let reason = subject.notUnderstood { answer.refusal = "\(reason)" }
    return answer
  }

  private static func step(_ step: Trace.Step) -> CallAnswer.Step? {
    switch step {
    case .walk(let page): .walk(from: page)
    case .fault(let page, let isWrite, let old, let result, let kind):
      .fault(page: page, isWrite: isWrite, of: old, result: result.name, becomes: kind)
    case .wait(let page, let kind): .wait(page: page, becomes: kind)
    case .notified: .notified
    case .call, .load, .event, .lock, .unlock, .change, .store, .result: nil
    }
  }
}
