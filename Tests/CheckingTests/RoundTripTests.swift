// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Checking
import Testing

@Suite struct RoundTripTests {
  @Test func randomScenarios() throws {
    var random = SeededGenerator(state: 1)
    for _ in 0..<300 {
      let contents = CaseFile.scenario(.random(using: &random))
      let text = CounterexampleFile.encode(contents)
      #expect(try CounterexampleFile.decode(Array(text.utf8)) == contents)
    }
  }

  @Test func randomCounterexamples() throws {
    var random = SeededGenerator(state: 2)
    for _ in 0..<100 {
      let contents = CaseFile.counterexample(.random(using: &random))
      let text = CounterexampleFile.encode(contents)
      #expect(try CounterexampleFile.decode(Array(text.utf8)) == contents)
      #expect(text.utf8.allSatisfy { $0 >= 0x20 || $0 == 0x0a })
    }
  }

  @Test func theLargestScenarioIsReadable() throws {
    var scenario = Scenario(geometry: .x86, start: 510, count: 4096)
    scenario.requests = Array(repeating: PfnWord.fault, count: 4096)
    scenario.ptes[3] = .writable
    let contents = CaseFile.scenario(scenario)
    let text = CounterexampleFile.encode(contents)
    #expect(try CounterexampleFile.decode(Array(text.utf8)) == contents)
    #expect(
      text == """
        {
          "format": 1,
          "geometry": "x86-64",
          "count": 4096,
          "start": 510,
          "ptes": ["none", "none", "none", "writable", {"repeat": 4092, "kind": "none"}],
          "requests": [{"repeat": 4096, "word": "0x8000000000000000 F"}]
        }

        """)
  }

  /// The largest file that the writer can make must be one that the reader takes.
  @Test func theWorstScenarioIsSmallEnough() throws {
    var scenario = Scenario(geometry: .small, count: 4096)
    for page in 0..<4096 {
      scenario.ptes[page] =
        page.isMultiple(of: 2) ? .foreignPrivateReadOnly : .foreignPrivateWritable
      scenario.requests[page] = .max - 1 - UInt64(page)
    }
    let contents = CaseFile.scenario(scenario)
    let text = CounterexampleFile.encode(contents)
    #expect(text.utf8.count < CounterexampleFile.maximumSize / 4)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 })
    #expect(try CounterexampleFile.decode(Array(text.utf8)) == contents)
  }

  @Test func everyFieldHasItsPlace() throws {
    var scenario = Scenario(
      geometry: Geometry(pmdShift: 2, pudShift: 5, tableShift: 1), start: 30, count: 4)
    scenario.vmas = [
      VMA(start: 0, end: 30, flags: []),
      VMA(start: 30, end: 32, flags: [.read, .file], endOfFile: 31),
      VMA(start: 32, end: 36, hugetlb: .pmd),
    ]
    scenario.puds = [.table, .table]
    scenario.pmds = [.table, .hugetlbWritable]
    scenario.ptes = [.swap, .readOnly, .none, .none]
    scenario.requests = [0, PfnWord.fault | PfnWord.write | 0x12, .max, PfnWord.sticky]
    scenario.defaultFlags = PfnWord.fault
    scenario.pfnFlagsMask = 0
    scenario.snapshotCall = true
    scenario.mayDropLock = true
    scenario.invalidated = true
    scenario.pagemapLookups = 3
    scenario.accessedBits = true
    scenario.faults = [.busError, .retry]
    scenario.events = [
      Event(at: 2, target: .range, index: 0, kind: .none),
      Event(at: 3, target: .pte, index: 1, kind: .migration),
    ]
    scenario.passes = 2
    scenario.unlocked = UnlockedCall(
      timeout: 1 << 63, jiffies: .max, lockTimes: [0, 3], faultTimes: [1], signal: 2, reaped: 3,
      changes: [
        VMAChange(at: 2, kind: .unmap, start: 30, end: 31),
        VMAChange(at: 2, kind: .map, start: 0, end: 2, flags: [.read, .file]),
        VMAChange(at: 4, kind: .protect, start: 30, end: 36, flags: .read),
      ])
    let counterexample = Counterexample(
      name: "every-field", title: "Says \"all\"", clause: "C6",
      subject: .init(revision: "conforming", without: ["range-need-is-union"]),
      violates: ["v5.0"], holds: ["v5.8"], fixedBy: ["range-need-is-union"],
      provenance: .init(seed: .max, generator: 2), note: "By hand.\nTwice.",
      minimality: .init(bound: "4 pages", free: ["ptes[2]", "start"], unique: true),
      scenario: scenario)
    #expect(
      CounterexampleFile.encode(.counterexample(counterexample)) == """
        {
          "format": 1,
          "name": "every-field",
          "title": "Says \\"all\\"",
          "clause": "C6",
          "subject": {
            "revision": "conforming",
            "without": ["range-need-is-union"]
          },
          "violates": ["v5.0"],
          "holds": ["v5.8"],
          "fixedBy": ["range-need-is-union"],
          "provenance": {"seed": "0xffffffffffffffff", "generator": 2},
          "note": "By hand.\\nTwice.",
          "minimal": "proved",
          "minimalBound": "4 pages",
          "free": ["ptes[2]", "start"],
          "unique": true,
          "scenario": {
            "geometry": {"pmdShift": 2, "pudShift": 5, "tableShift": 1},
            "count": 4,
            "start": 30,
            "vmas": [
              {"start": 0, "end": 30, "flags": "-"},
              {"start": 30, "end": 32, "flags": "READ FILE", "endOfFile": 31},
              {"start": 32, "end": 36, "flags": "READ WRITE", "hugetlb": "pmd"}
            ],
            "pmds": ["table", "hugetlb-writable"],
            "ptes": ["swap", "read-only", "none", "none"],
            "requests": [
              "0x0 -", "0xc000000000000012 F W", "0xffffffffffffffff all",
              "0x1c00000000000000 DMA_MAPPED P2PDMA P2PDMA_BUS"
            ],
            "defaultFlags": "0x8000000000000000 F",
            "pfnFlagsMask": "0x0 -",
            "snapshotCall": true,
            "mayDropLock": true,
            "invalidated": true,
            "pagemapLookups": 3,
            "accessedBits": true,
            "faults": ["bus-error", "retry"],
            "events": [
              {"at": 2, "target": "range"},
              {"at": 3, "target": "pte", "index": 1, "kind": "migration"}
            ],
            "passes": 2,
            "unlocked": {
              "timeout": "0x8000000000000000",
              "jiffies": "0xffffffffffffffff",
              "lockTimes": [0, 3],
              "faultTimes": [1],
              "signal": 2,
              "reaped": 3,
              "changes": [
                {"at": 2, "change": "unmap", "start": 30, "end": 31},
                {"at": 2, "change": "map", "start": 0, "end": 2, "flags": "READ FILE"},
                {"at": 4, "change": "protect", "start": 30, "end": 36, "flags": "READ"}
              ]
            }
          }
        }

        """)
    let text = CounterexampleFile.encode(.counterexample(counterexample))
    #expect(try CounterexampleFile.decode(Array(text.utf8)) == .counterexample(counterexample))
  }

  @Test func wordsByHand() throws {
    let text = """
      {"format": 1, "count": 4, "requests": ["F W", "-", "all", "0x00C W F"]}
      """
    #expect(throws: FileError.self) { try CounterexampleFile.decode(Array(text.utf8)) }
    let right = text.replacing("0x00C W F", with: "0x0C -")
    let words = try CounterexampleFile.decode(Array(right.utf8)).scenario.requests
    #expect(words == [PfnWord.fault | PfnWord.write, 0, .max, 12])
  }
}
