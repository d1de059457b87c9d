import Foundation
import SMSCodec

/// From a line to its answer. Whatever the line holds, there is one.
struct PDUResponder {
    private let decoder = JSONDecoder()

    init(defaultOperation: PDURequest.Operation) {
        if let key = PDURequest.defaultOperationKey { decoder.userInfo[key] = defaultOperation }
    }

    /// With the end of its line.
    func answer(to line: PDULineSplitter.Line) -> [UInt8] {
        var octets: [UInt8] = []
        PDUValue.object(members(of: line)).write(into: &octets)
        octets.append(UInt8(ascii: "\n"))
        return octets
    }

    private func members(of line: PDULineSplitter.Line) -> [(key: String, value: PDUValue)] {
        switch line {
        case .whole(let octets): members(of: octets)
        case .tooLong:
            [
                ("id", .null),
                ("error", .string("the line is longer than \(PDULineSplitter.maximumLength) octets")),
            ]
        }
    }

    private func members(of line: [UInt8]) -> [(key: String, value: PDUValue)] {
        do {
            let request = try decoder.decode(PDURequest.self, from: Data(line))
            return [("id", request.id)] + answer(to: request)
        } catch {
            return [("id", .null), ("error", .string(Self.words(for: error)))]
        }
    }

    private func answer(to request: PDURequest) -> [(key: String, value: PDUValue)] {
        do {
            switch try request.body.get() {
            case .encode(let fields): return [("pdu", .string(try fields.hex()))]
            case .decode(let direction, let hex): return try PDUAnswer.members(ofPDU: hex, direction)
            }
        } catch {
            return [("error", .string(Self.words(for: error)))]
        }
    }

    private static func words(for error: any Error) -> String {
        switch error {
        case is SMSDecodingError, is SMSEncodingError, is PDURequestError: "\(error)"
        case let error as DecodingError: words(for: error)
        // What the JSON reader throws of its own, about numbers without measure for instance.
        default: notARequest
        }
    }

    private static func words(for error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): words(context.codingPath + [key], "is missing")
        case .valueNotFound(_, let context): words(context.codingPath, "is null")
        case .typeMismatch(_, let context): words(context.codingPath, "has another type")
        case .dataCorrupted(let context): words(context.codingPath, "cannot be that")
        @unknown default: notARequest
        }
    }

    private static let notARequest = "the line is no JSON object that makes a request"

    private static func words(_ path: [any CodingKey], _ complaint: String) -> String {
        path.isEmpty ? notARequest : "\(path.map(\.stringValue).joined(separator: ".")) \(complaint)"
    }
}
