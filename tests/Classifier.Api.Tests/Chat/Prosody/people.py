"""People with a client that others wrote (slixmpp): what to do comes as JSON lines, what happens to them goes out as JSON lines."""

import asyncio
import json
import sys

import slixmpp


class Person(slixmpp.ClientXMPP):
    def __init__(self, address, password, is_watched):
        super().__init__(address, password)
        if is_watched:
            self.add_filter("in", self.seen)
        for plugin in ("xep_0030", "xep_0045", "xep_0199", "xep_0249"):
            self.register_plugin(plugin)
        self.ready = asyncio.get_event_loop().create_future()
        self.add_event_handler("session_start", self.started)
        self.add_event_handler("groupchat_direct_invite", self.invited)
        self.add_event_handler("groupchat_message", self.heard)
        self.add_event_handler("message", self.told)

    async def started(self, _):
        self.send_presence()
        await self.get_roster()
        if not self.ready.done():
            self.ready.set_result(True)

    def seen(self, stanza):
        tell(event="seen", person=self.requested_jid.bare, text=str(stanza))
        return stanza

    def invited(self, message):
        tell(event="invited", person=self.boundjid.bare, room=str(message["groupchat_invite"]["jid"]))

    def heard(self, message):
        late = message.xml.find("{urn:xmpp:delay}delay") is not None
        replaces = message.xml.find("{urn:xmpp:message-correct:0}replace")
        tell(event="heard", person=self.boundjid.bare, room=message["from"].bare, nick=message["from"].resource, text=message["body"],
             late=late, replaces=None if replaces is None else replaces.get("id"))

    def told(self, message):
        if message["type"] in ("chat", "normal") and message["body"]:
            tell(event="told", person=self.boundjid.bare, by=message["from"].bare, text=message["body"])


def tell(**what):
    print(json.dumps(what), flush=True)


async def enter(who, room, nick):
    """Enters a room; the condition of the error that it ends with, or null."""
    refused = asyncio.get_event_loop().create_future()

    def refuse(presence):
        if presence["from"].bare == room and not refused.done():
            refused.set_result(presence["error"]["condition"])

    who.add_event_handler("presence_error", refuse)
    entered = asyncio.ensure_future(who["xep_0045"].join_muc_wait(room, nick, timeout=90, maxstanzas=0))
    await asyncio.wait([entered, refused], return_when=asyncio.FIRST_COMPLETED)
    who.del_event_handler("presence_error", refuse)
    if refused.done():
        entered.cancel()
        return refused.result()
    await entered
    return None


async def do(people, order):
    who = people.get(order["person"])
    match order["do"]:
        case "come":
            who = people[order["person"]] = Person(order["person"], order["password"], order["watched"])
            who.connect(address=("127.0.0.1", order["port"]), use_ssl=False, force_starttls=False, disable_starttls=True)
            await asyncio.wait_for(who.ready, 90)
        case "leave":
            who.disconnect()
            await who.disconnected
        case "enter":
            return await enter(who, order["room"], order["nick"])
        case "say":
            message = who.make_message(mto=order["room"], mbody=order["text"], mtype="groupchat")
            if order.get("forges"):
                about = slixmpp.ET.SubElement(message.xml, "{http://jabber.org/protocol/muc#user}x")
                slixmpp.ET.SubElement(about, "{http://jabber.org/protocol/muc#user}item", {"jid": order["forges"]})
            if order.get("answers"):
                slixmpp.ET.SubElement(message.xml, "{urn:xmpp:reply:0}reply", {"id": order["answers"]})
            message.send()
        case "tell":
            who.send_message(mto=order["to"], mbody=order["text"], mtype="chat")
        case "ask":
            question = who.make_iq(id=who.new_id(), ito=order["to"], itype=order["type"])
            question.xml.append(slixmpp.ET.fromstring(order["xml"]))
            try:
                await question.send(timeout=90)
            except slixmpp.exceptions.IqError as error:
                return error.condition
        case "list":
            items = await who["xep_0030"].get_items(jid=order["domain"], timeout=90)
            return [str(jid) for jid, _, _ in items["disco_items"]["items"]]
    return None


async def main():
    people = {}
    reader = asyncio.StreamReader(limit=1 << 22)
    await asyncio.get_event_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := await reader.readline():
        order = json.loads(line)
        try:
            tell(event="done", order=order["order"], answer=await do(people, order))
        except Exception as error:  # the test says what went wrong
            tell(event="failed", order=order["order"], answer=f"{type(error).__name__}: {error}")


asyncio.get_event_loop().run_until_complete(main())
