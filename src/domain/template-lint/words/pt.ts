import type { Wording } from '../wording.ts'

export const pt: Wording = {
  agree:
    'aceit|concord|consent|inscrev|inscri|assin|autoriz|permit|permiss|cadastr|respond…sim_|diz sim|disser sim|dizendo sim|de acordo|confirm|topa',
  ask: 'podemos|podíamos|poderíamos|posso|quer_|quer receber|querem|gostaria|gostarias|deseja|desejas|aceita|aceitas|concorda|concordas|autoriza|permite|está de acordo|estás de acordo|tem interesse|tens interesse|que tal|tudo bem se|você topa|queres|você quer|nos autoriza|nos permite|pode…envi|pode…mand|gostaríamos|pede_|pedimos|solicita|convida|topa|inscrev',
  get: 'envi|receb|mand|escrev|contat|contact|avis|inform|comunic|compartilh|partilh|mant|notific|remet|fal|saber|ficar por dentro|contato|contacto',
  things:
    'mensage|oferta|novidade|notícia|lembrete|notificaç|aviso|informaç|info_|promoç|dica|boletim|newsletter|alerta|whatsapp|escrev|atualizaç|publicidade|pesquisa|comunicaç|descontos',
  reply: 'respond|respost|envi|escrev|mand|diga|digit|toqu|clique|palavra|mensagem',
  stop: 'sair|parar|pare_|stop|cancel|deixar de|não receber|não quiser|terminar|encerr|descadastr|desinscr|anular|interromp|remover|revog|desativ',
  later:
    'mais tarde|depois|agora não|não agora|talvez|lembr|pergunt|outro dia|outra hora|outro momento|pular|fechar|saiba mais|saber mais|mais informaç|ainda não|hoje não|pensar|ajustes|configur',
  guilt:
    'preço cheio|preço completo|perd|odei|econom|poupa|chato_|chata_|não ligo|não me importo|tanto faz|pagar|pago mais|dinheiro|desconto|pechincha|bobo|burr|arrepend|trist|pena_|rico|ignor|caro_|desinformad|gastar|gosto|adoro|prefiro pagar',
  pressure:
    'última chance|última oportunidade|últimas horas|corra|não perca|não percas|só hoje|somente hoje|antes que seja tarde|vai se arrepender|todo mundo|toda a gente|só os bobos|apresse|restam poucas|tristes|ficaremos triste|decepcion|magoad|partir o nosso coração|partir nosso coração|partir o coração|parta o nosso|parta nosso|não vai dizer não|quem diria não|vagas limitadas|últimas vagas|só até hoje|somente até hoje|se apresse',
  silence:
    'não respond|sem resposta|falta de resposta|ausência de resposta|automátic|já está inscrit|já está cadastrad|já estás inscrit|está inscrit|está cadastrad|ficará inscrit|fica inscrit|foi inscrit|foi cadastrad|foi adicionad|caso contrário|se não responder|se não nos|se não disser|silêncio|ao ler|ao abrir|qualquer resposta|entenderemos|entendemos que|assumimos|assumiremos|presumi|consideraremos|considera-se|será considerad|por padrão|por defeito|inscrevemos você|cadastramos você|adicionamos você|ou será|ou ficará|a menos que…não_|a não ser que…não_|salvo se…não_|a menos que…recus|salvo se…recus|a menos que…sair|quem cala|significa sim|sem notícias|colocamos você|já está na nossa lista|já está na lista|ao continuar|continuando|ao usar|ao seguir|pré-selecion|já marcad|começará a receber|não recebermos|sem retorno|opção marcada|caixa marcada|caixinha marcada|já marcamos|pré-marcad|vem marcad|vêm marcad|marcada por você|incluímos você|já incluímos|já adicionamos|já cadastramos|incluímos o seu número|incluímos seu número|adicionamos o seu número|adicionamos seu número|já faz parte da nossa lista|já foi incluíd|já está ativad|já ativamos|ativamos para você',
  bundle:
    'deve aceitar|deves|você deve|deverá|tem que|tem de|tens de|precisa aceitar|é preciso|obrigat|requisito|exigid|indispensável|condição|para receber seu pedido|para receber o seu pedido|para receber a sua encomenda|para receber sua encomenda|para receber o pedido|para obter seu|para concluir|para finalizar|para confirmar seu pedido|para confirmar o seu pedido|para continuar|para acessar|para aceder|para manter|caso contrário não|senão não|não podemos entregar|não poderemos entregar|será cancelad|será bloquead|antes de enviar seu|antes de enviarmos|em troca|para desbloquear|é necessário|será necessário|seu pedido só se|seu pedido somente se',
  promo:
    'desconto|% de|%_|liquidaç|oferta|promoç|cupom|cupão|código|grátis|pechincha|compre já|compre agora|aproveite|nova coleção|ganhe|black friday|melhor preço|brinde|economize|saldos|leve…pague|compre…leve|2 por 1',
  confirm:
    'você pediu|você solicitou|solicitou|pediu|se inscreveu|se cadastrou|em nosso site|no nosso site|seu pedido de|sua solicitação|sua inscrição|seu cadastro|confirme',
  not: 'não_|nenhum|nada|nunca|só se|somente se',
  terms: 'termos|condições|política de privacidade',
  goods:
    'pedido|encomenda|pacote|sua entrega|reembolso|fatura|consulta_|agendamento|reserva|conta_|compra_|garantia|cupom|pontos_|ingresso|bilhete|receita|medicament|remédio|mesa_|vaga_|conserto|resultados|serviço',
  withheld:
    'não podemos|não poderemos|não conseguimos|não conseguiremos|não será enviad|não será process|não será entreg|não é possível|não vamos entreg|não entreg|será cancelad|em espera|só entreg|só enviamos seu|assim que aceit|até que aceit|até você aceit|depois que aceit|precisamos do seu consent|precisamos da sua autoriz|não vamos|será anulad|só será|não será confirm|não confirm|não poderá|só para quem|perderá|você perde|expira|serão cancelad|será perdid',
  purpose: 'para_',
  gift: 'vale_|vale-|cupom|presente|brinde|desconto|grátis|pontos|bônus|prêmio|sorte',
  given: 'ganha|ganhe|recebe um|recebem|leva_|leve_|damos|receberá um|de presente|sorte',
  refused:
    'recus|disser não|dizer não|diga não|sem o seu aceite|sem sua autorização|sem a sua autorização|sem o seu consentimento|sem consentimento|não aceitar',
  lost: 'perde|apagad|expira|cancelad|não podemos|não poderemos|bloque|zerad|excluíd|não conseguiremos|não será confirmad|não será processad|não será mantid',
}
