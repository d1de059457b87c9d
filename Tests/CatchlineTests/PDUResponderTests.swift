import Foundation
import SMSCodec
import Testing
import WebInbox

@testable import catchline

/// `pdu encode` and `pdu decode`, a line in and a line out.
@Suite struct PDUResponderTests {
    private let responder = PDUResponder(defaultOperation: .decode)

    @Test(arguments: PDUVectors.vectors)
    func `A PDU is told by the keys of the contract`(_ vector: JSONValue) throws {
        let answer = try decoded(vector)
        let fields = vector["fields"]

        #expect(answer["id"] == vector["id"])
        #expect(answer["kind"] == vector["direction"])
        let told = [
            "smsc", "addr", "mr", "pid", "dcs", "udh", "text", "scts", "dt", "vp", "status", "concat",
            "ports",
        ]
        for name in told where fields.names.contains(name) {
            #expect(answer[name] == fields[name], "\(name)")
        }
        #expect(answer["status_class"] == fields["status_class"])
        #expect(answer["class"] == fields["dcs_info"]["class"])
        let headersAndForms = ["udhi", "vpf"]
        for flag in fields["flags"].names where !headersAndForms.contains(flag) {
            #expect(answer[flag] == fields["flags"][flag], "\(flag)")
        }
    }

    /// What others wrote in another way than the standard asks for, the second time is as the first.
    @Test(arguments: PDUVectors.vectors)
    func `An answer is a request for the same PDU`(_ vector: JSONValue) throws {
        let answer = try decoded(vector)
        let written = try #require(try encoded(answer)["pdu"].string)
        let again = try decoded(
            .object(["id": vector["id"], "direction": vector["direction"], "pdu": .text(written)]))

        #expect(again == answer)
    }

    @Test(arguments: PDUVectors.malformed)
    func `A PDU that cannot be read gets an error, and never no answer`(_ malformed: JSONValue) throws {
        let answer = try answer(
            .object([
                "id": malformed["id"], "op": .text("decode"), "direction": malformed["direction"],
                "pdu": malformed["pdu"],
            ]))

        #expect(answer["id"] == malformed["id"])
        #expect((answer["error"] != .null) == (malformed["expect"] == .text("reject")))
    }

    @Test(arguments: [
        "", "null", "[1]", "\"x\"", "not json", #"{"id":1"#, "\u{0}", String(repeating: "[", count: 100_000),
    ])
    func `A line that is no request is answered without an id`(line: String) throws {
        let answer = try answer(toLine: line)

        #expect(answer["id"] == .null)
        #expect(answer["error"].string?.isEmpty == false)
    }

    @Test(arguments: [
        #"{"id":7}"#, #"{"id":7,"op":"fly"}"#, #"{"id":7,"pdu":5}"#, #"{"id":7,"direction":"up","pdu":"00"}"#,
        #"{"id":7,"pdu":"0G"}"#, #"{"id":7,"op":"encode"}"#, #"{"id":7,"op":"encode","kind":"command"}"#,
        #"{"id":7,"op":"encode","kind":"submit","addr":{"number":"123456789012345678901"}}"#,
        #"{"id":7,"op":"encode","kind":"submit","addr":{"number":"12x"}}"#,
        #"{"id":7,"op":"encode","kind":"submit","addr":{"number":"1","ton":8}}"#,
        #"{"id":7,"op":"encode","kind":"submit","dcs":256}"#,
        #"{"id":7,"op":"encode","kind":"submit","mr":-1}"#,
        #"{"id":7,"op":"encode","kind":"submit","rd":2}"#,
        #"{"id":7,"op":"encode","kind":"submit","text":"💧"}"#,
        #"{"id":7,"op":"encode","kind":"submit","dcs":4,"data":"0"}"#,
        #"{"id":7,"op":"encode","kind":"submit","vp":{"format":"enhanced","raw":"00"}}"#,
        #"{"id":7,"op":"encode","kind":"deliver","scts":{"iso":"2026-02-30T23:59:59","tz":4}}"#,
        #"{"id":7,"op":"encode","kind":"deliver","scts":{"iso":"2100-01-01T00:00:00","tz":4}}"#,
    ])
    func `What no PDU can say is refused under the id of the request`(line: String) throws {
        let answer = try answer(toLine: line)

        #expect(answer["id"] == .integer(7))
        #expect(answer.names == ["error", "id"])
    }

    @Test(arguments: [
        (#""a""#, JSONValue.text("a")), ("1.5", .fraction(1.5)), ("true", .flag(true)), ("null", .null),
        ("[1]", .null),
    ])
    func `The id comes back as it was, and what can be none as null`(id: String, expected: JSONValue) throws {
        #expect(try answer(toLine: #"{"id":\#(id),"pdu":"00"}"#)["id"] == expected)
    }

    @Test func `Bits are taken as numbers and as truth`() throws {
        let start = #"{"id":1,"op":"encode","kind":"submit","addr":{"number":"1","ton":1,"npi":1},"text":"a""#
        let numbers = try answer(toLine: start + #","rd":1,"srr":1,"rp":0}"#)
        let truth = try answer(toLine: start + #","rd":true,"srr":true,"rp":false,"udh":null,"vp":null}"#)

        #expect(numbers["pdu"] == .text("0025000191F100000161"))
        #expect(truth == numbers)
    }

    @Test func `An answer is one line, whatever the text has in it`() throws {
        let line = #"{"id":"a\u2028b","op":"encode","kind":"submit","dcs":8,"text":"a\nb\u0085\u2029"}"#
        let octets = responder.answer(to: line.utf8)
        let hex = try #require(try JSONDecoder().decode(JSONValue.self, from: Data(octets))["pdu"].string)
        let back = responder.answer(to: #"{"id":1,"direction":"mo","pdu":"\#(hex)"}"#.utf8)

        for answer in [octets, back] {
            let text = String(decoding: answer, as: UTF8.self)
            #expect(text.unicodeScalars.filter { $0.properties.isWhitespace && $0 != " " } == ["\n"])
        }
    }

    private func decoded(_ vector: JSONValue) throws -> JSONValue {
        let isOutgoing = vector["direction"] == .text("submit")
        return try answer(
            .object([
                "id": vector["id"], "op": .text("decode"), "direction": .text(isOutgoing ? "mo" : "mt"),
                "pdu": vector["pdu"],
            ]))
    }

    private func encoded(_ answer: JSONValue) throws -> JSONValue {
        guard case .object(var members) = answer else { return .null }
        members["op"] = .text("encode")
        return try self.answer(.object(members))
    }

    private func answer(_ request: JSONValue) throws -> JSONValue {
        let line = try JSONEncoder().encode(request)
        return try JSONDecoder().decode(JSONValue.self, from: Data(responder.answer(to: line)))
    }

    private func answer(toLine line: String) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(responder.answer(to: line.utf8)))
    }
}

@Suite struct PDUListingTests {
    @Test func `What would steer a terminal is told by its code point`() throws {
        // "a", right-to-left override, escape, "b" from number 123.
        let listing = PDUListing(
            hex: "0004039121F30008621102121460000800 61202E001B0062".filter { $0 != " " },
            direction: .mobileTerminated)

        #expect(listing.text.contains(#""a\u{202E}\u{1B}b""#))
    }

    @Test func `What cannot be read to its end is listed as far as it goes`() {
        let listing = PDUListing(hex: "0004039121F300", direction: .mobileTerminated)

        #expect(listing.error != nil)
        #expect(listing.text.contains("TP-OA"))
    }
}
