import Foundation
import Hummingbird
import ReplyEngine
import Storage

extension InboxAPI {
    /// `POST pause` with `until` as a person types it (`17:00`, `2h`, `tomorrow 8:00`; null: until resumed), and
    /// `POST resume`.
    func addPause(to routes: RouterGroup<APIContext>) {
        routes.post("pause") { request, _ in
            let members = try await JSONMembers(request, known: ["until"])
            let until = try members.text("until")
            let now = await box.now()
            let pause = try await desk.with { store in
                let settings = Settings(try store.reader.settings())
                let pause = try ReplyEngine.Pause(typed: until, now: now, timeZone: settings.zone)
                try store.changeSettings([SettingFact.pause: pause.text], at: now)
                return pause
            }
            return try JSONReply.object(PauseReport(pause))
        }
        routes.post("resume") { _, _ in
            let now = await box.now()
            try await desk.with { try $0.changeSettings([SettingFact.pause: nil], at: now) }
            return try JSONReply.object(PauseReport(.off))
        }
    }
}
