import Foundation

/// Sends a text through the control socket of a daemon, without a program to be started first.
enum ControlSocket {
    /// When the first octet of the request left (nanoseconds, CLOCK_MONOTONIC).
    static func send(_ text: String, to number: String, at path: String) throws -> UInt64 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) {
            $0.copyBytes(from: Array(path.utf8).prefix($0.count - 1))
        }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw Failure("the control socket does not answer") }
        let body = #"{"number":"\#(number)","text":"\#(text)"}"#
        let request = """
            POST /api/v1/messages HTTP/1.1\r
            Host: localhost\r
            Content-Type: application/json\r
            Content-Length: \(body.utf8.count)\r
            Connection: close\r
            \r
            \(body)
            """
        let began = DispatchTime.now().uptimeNanoseconds
        guard write(descriptor, request, request.utf8.count) == request.utf8.count else {
            throw Failure("the control socket takes nothing")
        }
        var answer = [UInt8](repeating: 0, count: 4_096)
        let count = read(descriptor, &answer, answer.count)
        let line = String(decoding: answer.prefix(max(0, count)), as: UTF8.self).prefix { $0 != "\r\n" }
        guard line.contains(" 20") else { throw Failure("the daemon refused: \(line)") }
        return began
    }
}
