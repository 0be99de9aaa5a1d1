// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Testing

/// Whole messages, as they are printed.
@Suite struct ScenarioErrorTests {
  @Test(arguments: [
    ("[]", "a list; must be an object"),
    ("{}", "format: missing; add \"format\": 1"),
    (#"{"format": "1"}"#, "format: a string; must be a whole number"),
    (#"{"format": 2, "pages": 3}"#, "format: 2; this version reads 1"),
    (#"{"format": 1}"#, "count: missing; add \"count\": 1"),
    (#"{"format": 1, "cuont": 1}"#, "unknown field \"cuont\"; did you mean \"count\"?"),
    (
      #"{"format": 1, "name": "a", "count": 1}"#,
      "count: stands beside fields of a counterexample; move it into \"scenario\""
    ),
    (
      #"{"format": 1, "scenario": {"count": 1}}"#,
      "scenario: without the other fields of a counterexample; "
        + "those of a scenario alone stand beside \"format\""
    ),
    (
      #"{"format": 1, "name": "a", "pages": 1}"#,
      "unknown field \"pages\"; must be one of format, name, title, clause, subject, violates, "
        + "holds, fixedBy, provenance, note, minimal, minimalBound, free, unique, scenario"
    ),
  ])
  func theFile(_ text: String, _ message: String) {
    #expect(refusal(text) == "x.json: " + message)
  }

  /// What stands beside `"format": 1, "count": 2`.
  @Test(arguments: [
    (#""unlocked": 1"#, "unlocked: a number; must be an object"),
    (
      #""mayDropLock": true, "unlocked": {"timeout": 5}"#,
      "unlocked.timeout: a number; must be a string"
    ),
    (
      #""mayDropLock": true, "unlocked": {"timeout": "5"}"#,
      "unlocked.timeout: \"5\" is no number; must be 0x and 1 to 16 hexadecimal digits"
    ),
    (
      #""mayDropLock": true, "unlocked": {"signals": 5}"#,
      "unlocked: unknown field \"signals\"; did you mean \"signal\"?"
    ),
    (
      #""mayDropLock": true, "unlocked": {"changes": [{"at": 1, "change": "unmapp"}]}"#,
      "unlocked.changes[0].change: \"unmapp\" is no change of VMAs; did you mean \"unmap\"?"
    ),
    (
      #""mayDropLock": true, "unlocked": {"changes": [{"at": 1, "change": "map", "start": 0, "end": 4}]}"#,
      "unlocked.changes[0].flags: missing; add \"flags\": \"READ\""
    ),
    (#""start": "0""#, "start: a string; must be a whole number"),
    (#""start": null"#, "start: null; must be a whole number"),
    (#""start": 1.0"#, "start: 1.0; must be a whole number, without fraction and exponent"),
    (#""start": 1e2"#, "start: 1e2; must be a whole number, without fraction and exponent"),
    (
      #""start": 99999999999999999999"#,
      "start: 99999999999999999999 is out of range; at most 1099511627776"
    ),
    (
      #""start": -9223372036854775808"#,
      "start: -9223372036854775808 is out of range; at most 1099511627776"
    ),
    (#""start": 16"#, "start: 16; must be 0 to 15"),
    (
      #""geometry": "x86""#,
      "geometry: \"x86\" is no geometry; must be one of small, small-split, x86-64"
    ),
    (#""geometry": "smal""#, "geometry: \"smal\" is no geometry; did you mean \"small\"?"),
    (
      #""geometry": {"pmdShift": 2, "pudShift": 4}"#,
      "geometry.tableShift: missing; add \"tableShift\": 2"
    ),
    (
      #""geometry": {"pmdShift": 2, "pudShift": 2, "tableShift": 2}"#,
      "geometry.pudShift: 2; must be 3 to 11"
    ),
    (
      #""vmas": [{"start": 0, "end": 16}]"#, "vmas[0].flags: missing; add \"flags\": \"READ WRITE\""
    ),
    (
      #""vmas": [{"start": 0, "end": 16, "flags": "READ WRTE"}]"#,
      "vmas[0].flags: \"WRTE\" is no flag of a VMA; did you mean \"WRITE\"?"
    ),
    (
      #""vmas": [{"start": 0, "end": 16, "flags": "READ READ"}]"#,
      "vmas[0].flags: READ occurs twice; remove one of them"
    ),
    (
      #""vmas": [{"start": 0, "end": 16, "flags": ""}]"#,
      "vmas[0].flags: \"\" is no flag of a VMA; must be one of READ, WRITE, IO, PFNMAP, MIXEDMAP, "
        + "USERFAULTFD, FILE, -"
    ),
    (
      #""vmas": [{"start": 0, "end": 16, "flags": "-", "hugetlb": "pte"}]"#,
      "vmas[0].hugetlb: \"pte\" is no page size; must be one of no, pmd, pud"
    ),
    (
      #""vmas": [{"start": 0, "end": 16, "flags": "-", "size": 2}]"#,
      "vmas[0]: unknown field \"size\"; must be one of start, end, flags, hugetlb, endOfFile"
    ),
    (
      #""vmas": [{"start": 8, "end": 4, "flags": "-"}]"#,
      "vmas[0].end: 4 is not behind the start, 8"
    ),
    (#""ptes": "none""#, "ptes: a string; must be a list"),
    (
      #""ptes": ["none", "writeable"]"#,
      "ptes[1]: \"writeable\" is no kind; did you mean \"writable\"?"
    ),
    (
      #""pmds": ["huge-writeable"]"#,
      "pmds[0]: \"huge-writeable\" is no kind; did you mean \"huge-writable\"?"
    ),
    (
      #""puds": ["hugetlb-nuna"]"#,
      "puds[0]: \"hugetlb-nuna\" is no kind; did you mean \"hugetlb-numa\"?"
    ),
    (
      #""puds": ["1"]"#,
      "puds[0]: \"1\" is no kind; "
        + "must be one of none, table, pud-read-only, pud-writable, pud-non-present"
    ),
    (#""ptes": ["none", 2]"#, "ptes[1]: a number; must be a string"),
    (#""ptes": ["none", "none", "none"]"#, "ptes: longer than 2; must be 2"),
    (#""ptes": ["none"]"#, "ptes: length 1; must be 2, one for each page of the range"),
    (#""ptes": [{"repeat": 3, "kind": "none"}]"#, "ptes: longer than 2; must be 2"),
    (#""ptes": [{"repeat": 0, "kind": "none"}]"#, "ptes[0].repeat: 0; must be 1 to 4096"),
    (#""ptes": [{"repeat": -1, "kind": "none"}]"#, "ptes[0].repeat: -1; must be 1 to 4096"),
    (#""ptes": [{"kind": "none"}]"#, "ptes[0].repeat: missing; add \"repeat\": 2"),
    (
      #""ptes": ["none", {"repeat": 1, "kind": "nnoe"}]"#,
      "ptes[1].kind: \"nnoe\" is no kind; did you mean \"none\"?"
    ),
    (
      #""requests": [{"repeat": 2, "kind": "none"}]"#,
      "requests[0]: unknown field \"kind\"; must be one of repeat, word"
    ),
    (
      #""vmas": [], "ptes": [{"repeat": 1, "kind": "none"}, "swap"]"#,
      "ptes[1]: swap in a gap; must be only none"
    ),
    (#""requests": ["F W", 3]"#, "requests[1]: a number; must be a string"),
    (#""snapshotCall": 1"#, "snapshotCall: a number; must be true or false"),
    (#""pagemapLookups": null"#, "pagemapLookups: null; must be a whole number"),
    (
      #""faults": ["resolve", "oom"]"#,
      "faults[1]: \"oom\" is no outcome of a fault; must be one of resolve, resolve-huge, reuse, "
        + "nothing, retry, out-of-memory, bus-error, segmentation-fault, poison, completed, retry-unasked, "
        + "completed-unasked"
    ),
    (
      #""faults": ["bus-eror"]"#,
      "faults[0]: \"bus-eror\" is no outcome of a fault; did you mean \"bus-error\"?"
    ),
    (#""events": [{"target": "pte"}]"#, "events[0].at: missing; add \"at\": 1"),
    (
      #""events": [{"at": 1, "target": "pet"}]"#,
      "events[0].target: \"pet\" is no target; did you mean \"pte\"?"
    ),
    (#""events": [{"at": 1, "target": "pte"}]"#, "events[0].index: missing; add \"index\": 0"),
    (
      #""events": [{"at": 1, "target": "pmd", "index": 0}]"#,
      "events[0].kind: missing; add \"kind\": \"none\""
    ),
    (
      #""events": [{"at": 1, "target": "range", "kind": "swap"}]"#,
      "events[0].kind: swap; must be none where the target is the range"
    ),
    (#""passes": 9"#, "passes: 9; must be 1 to 8"),
  ])
  func scenarios(_ fields: String, _ message: String) {
    #expect(refusal(#"{"format": 1, "count": 2, \#(fields)}"#) == "x.json: " + message)
    let inside = #""scenario": {"count": 2, \#(fields)}"#
    let path = message.hasPrefix("unknown") ? "scenario: " : "scenario."
    #expect(refusal(counterexample(with: inside)) == "x.json: \(path)\(message)")
  }

  @Test(arguments: [
    ("0x1", "\"0x1\" without its flags; write \"0x1 -\""),
    (
      "0x8000000000000000 F W",
      "the number and the flags disagree; "
        + "write \"0x8000000000000000 F\" or \"0xc000000000000000 F W\""
    ),
    (
      "0xc000000000000012 -",
      "the number and the flags disagree; write \"0xc000000000000012 F W\" or \"0x12 -\""
    ),
    ("0x0 all", "the number and the flags disagree; write \"0x0 -\" or \"0xffffffffffffffff all\""),
    (
      "0x10000000000000000 -",
      "\"0x10000000000000000\" is no number; must be 0x and 1 to 16 hexadecimal digits"
    ),
    ("0x -", "\"0x\" is no number; must be 0x and 1 to 16 hexadecimal digits"),
    ("0x+1 -", "\"0x+1\" is no number; must be 0x and 1 to 16 hexadecimal digits"),
    (
      "F  W",
      "\"\" is no flag; must be one of F, W, ERROR, DMA_MAPPED, P2PDMA, P2PDMA_BUS, DEVICE_PRIVATE, all, -"
    ),
    ("F F", "F occurs twice; remove one of them"),
    ("P2PDMA_BSU", "\"P2PDMA_BSU\" is no flag; did you mean \"P2PDMA_BUS\"?"),
  ])
  func words(_ word: String, _ message: String) {
    #expect(
      refusal(#"{"format": 1, "count": 1, "requests": ["\#(word)"]}"#)
        == "x.json: requests[0]: " + message)
    #expect(
      refusal(#"{"format": 1, "count": 1, "pfnFlagsMask": "\#(word)"}"#)
        == "x.json: pfnFlagsMask: " + message)
  }

  @Test func aLongTextIsCut() {
    let long = String(repeating: "a\\n", count: 1000)
    #expect(
      refusal(#"{"format": 1, "\#(long)": 1}"#)?.hasPrefix(
        #"x.json: unknown field "a\u{a}a\u{a}a\u{a}a\u{a}a\u{a}a\u{a}a\u{a}a\u{a}"#) == true)
    #expect((refusal(#"{"format": 1, "\#(long)": 1}"#)?.count ?? .max) < 500)
    let digits = String(repeating: "9", count: 1000)
    #expect(
      refusal(#"{"format": 1, "count": \#(digits)}"#)
        == "x.json: count: \(digits.prefix(40))… is out of range; at most 1099511627776")
  }

  @Test func theErrorNamesTheFileInOneLine() {
    let error = FileError(file: "a\nb", place: .field("count"), message: "wrong")
    #expect("\(error)" == "a\\u{a}b: count: wrong")
  }
}
