// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// The course of one call, step by step.
struct Timeline {
  private struct Entry {
    var label: String
    var parts: [String]

    /// The entry without its numbers: equal for steps that did the same elsewhere.
    var shape: String {
      "\(label) \(parts.joined(separator: ", "))"
        .replacing(/0x[0-9a-f]+|[0-9]+(-[0-9]+)?/, with: "#")
    }
  }

  /// From one walk to the next.
  private typealias Section = [Entry]

  private var sections: [Section] = []
  /// Columns of the labels: `result` is one of them.
  private var width = "result".count

  init(_ pass: Recording.Pass, _ encoding: Encoding) {
    var entries: [Entry] = []
    var quiet = Quiet()
    var walks = 0
    func flush() {
      entries += quiet.lines.map { Entry(label: $0.label, parts: $0.parts) }
      quiet = Quiet()
    }
    for step in ToldStep.told(pass.steps) {
      if case .quiet(let step) = step {
        quiet.add(step, encoding)
        continue
      }
      flush()
      switch step {
      case .quiet, .result: break
      case .walk(let from):
        if !entries.isEmpty { sections.append(Timeline.folded(entries)) }
        walks += 1
        let label = walks == 1 ? "walk" : "restart"
        entries = [Entry(label: label, parts: ["at page \(from)"])]
      case .event(let text, _, let notified):
        let announced = notified ? ", notified" : ""
        entries.append(Entry(label: "event", parts: [text + announced]))
      case .fault(let page, let write, let change, let result, let notified):
        let announced = notified ? ", notified" : ""
        let text =
          "page \(page) \(write ? "write" : "read"): \(change)\(result.suffix)\(announced)"
        entries.append(Entry(label: "fault", parts: [text]))
      case .lock(let outcome, let waited):
        entries.append(Entry(label: "lock", parts: ["mmap lock\(outcome.suffix(waited))"]))
      case .change(let text): entries.append(Entry(label: "event", parts: [text]))
      case .wait(let page, let to):
        entries.append(Entry(label: "wait", parts: ["page \(page): now \(to.name)"]))
      }
    }
    flush()
    if !entries.isEmpty { sections.append(Timeline.folded(entries)) }
    width = max(sections.joined().map(\.label.count).max() ?? 0, width)
  }

  /// A walk, with its steps folded where they repeat: a long hole is faulted page by page.
  private static func folded(_ entries: [Entry]) -> Section {
    Folded.fold(entries, longest: 2, shape: \.shape).map { folded in
      switch folded {
      case .item(let entry): entry
      case .alike(let times): Entry(label: "...", parts: ["\(times) times alike"])
      }
    }
  }

  var lines: [String] {
    let walks = Folded.fold(sections, longest: 1) { section in
      section.map(\.shape).joined(separator: "\n")
    }
    return walks.flatMap { walk in
      switch walk {
      case .item(let section): text(section)
      case .alike(let times): lines("...", "\(times) walks alike")
      }
    }
  }

  /// Lines in the columns of the timeline that are no step of the walk.
  func lines(_ label: String, _ text: String) -> [String] {
    wrapped(text, first: "  \(label)\(pad(label))  ", margin: width + 4)
  }

  private func text(_ section: Section) -> [String] {
    section.flatMap { entry in
      filled(
        entry.parts, first: "  \(entry.label)\(pad(entry.label))  ", margin: width + 4)
    }
  }

  private func pad(_ label: String) -> String {
    String(repeating: " ", count: width - label.count)
  }
}
