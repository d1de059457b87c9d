import Foundation
import Hummingbird
import Storage
import Telephony

extension InboxAPI {
    /// `GET modems/log` (`modem`, `since`): what is kept of a modem and what went over its port in the last minutes, and
    /// `GET modems/recording` (`modem`): the latter alone, as a file that replays. Both are masked.
    func addModemLog(to routes: RouterGroup<APIContext>) {
        routes.get("modems/log") { request, _ in
            let now = await box.now()
            let since = try request.querySince(now: now)
            let status = try ModemChoice(statuses: await box.statuses()).modem(named: request.query("modem"))
            let recording = await box.recording(status.target)?.dated(now: now, version: box.version)
            let events = try await desk.with { try $0.reader.modemEvents(line: status.line, since: since) }
            let log = ModemLogEntry.list(events, recording, start: recording?.start ?? now.wall)
            return try JSONReply.object(log.filter { entry in since.map { $0 <= entry.at.date } ?? true })
        }
        routes.get("modems/recording") { request, _ in
            let now = await box.now()
            let status = try ModemChoice(statuses: await box.statuses()).modem(named: request.query("modem"))
            guard let recording = await box.recording(status.target), !recording.isSilent else {
                throw Problem.notFound(
                    "There is no recording of \(status.target).",
                    why: "Nothing has gone over its port yet.", next: "catchline doctor")
            }
            let text = recording.dated(now: now, version: box.version).text
            return Response(
                status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        }
    }
}
