import Hummingbird
import Storage

/// Answers of the API: JSON as the commands print it, in objects and arrays of them.
enum JSONReply {
    static func object(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let body = try JSONLine.data(value)
        return Response(
            status: status,
            headers: [
                .contentType: "application/json", .contentLength: "\(body.count)", .cacheControl: "no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}
